package dev.typedqueue.benchmarks.flow;

/**
 * What every job carries, in every system: its number and some text, 100 bytes as JSON.
 *
 * @param number the job's number, by which it is counted
 * @param text what fills it up
 */
public record Payload(int number, String text) {

    private static final int SIZE = 100;
    private static final String NUMBER = "\"number\":";

    /** The payload of a job. */
    public static Payload of(int number) {
        int rest = SIZE - json(number, "").length();
        return new Payload(number, "x".repeat(rest));
    }

    /** This payload as JSON, for systems that are given text. */
    public String json() {
        return json(number, text);
    }

    /** The number in a payload's JSON. */
    public static int number(String json) {
        int begin = json.indexOf(NUMBER) + NUMBER.length();
        int end = begin;
        while (Character.isDigit(json.charAt(end))) {
            end++;
        }
        return Integer.parseInt(json, begin, end, 10);
    }

    private static String json(int number, String text) {
        return "{" + NUMBER + number + ",\"text\":\"" + text + "\"}";
    }
}
