package dev.typedqueue.internal.engine;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Cron expressions that are valid, by chance. */
record RandomCron(Random random) {

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    String expression() {
        String day = random.nextInt(3) > 0 ? "*" : field(1, 28 + random.nextInt(4));
        String month = random.nextInt(3) > 0 ? "*" : month();
        String weekday = random.nextInt(3) > 0 ? "*" : weekday();
        return String.join(" ", field(0, 59), field(0, 23), day, month, weekday);
    }

    private String month() {
        return random.nextBoolean() ? field(1, 12) : MONTHS.get(random.nextInt(12));
    }

    private String weekday() {
        int first = random.nextInt(5);
        return switch (random.nextInt(3)) {
            case 0 -> DAYS.get(random.nextInt(7));
            case 1 -> DAYS.get(first) + "-" + DAYS.get(first + 1 + random.nextInt(2));
            default -> field(0, 7);
        };
    }

    private String field(int least, int most) {
        if (random.nextInt(4) > 0) {
            return part(least, most);
        }
        return IntStream.range(0, 2 + random.nextInt(2))
                .mapToObj(any -> range(least, most))
                .collect(Collectors.joining(","));
    }

    private String part(int least, int most) {
        return switch (random.nextInt(4)) {
            case 0 -> "*";
            case 1 -> "*/" + step(least, most);
            default -> range(least, most);
        };
    }

    private String range(int least, int most) {
        int from = least + random.nextInt(most - least + 1);
        int to = from + random.nextInt(most - from + 1);
        if (from == to || random.nextInt(3) > 0) {
            return "" + from;
        }
        return from + "-" + to + (random.nextBoolean() ? "" : "/" + step(least, most));
    }

    private int step(int least, int most) {
        return 1 + random.nextInt(most - least);
    }
}
