package dev.typedqueue.processor.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a name stands in a contract: as it is, or in quotes where it would not be one word. */
final class Word {

    /** A word as it is, or a quoted one. */
    static final String PATTERN = "[\\p{L}\\p{N}_$.@-]+|\"(?:[^\"\\\\]|\\\\.)*\"";

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_$.@-]+");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(?:u([0-9a-f]{4})|(.))");
    private static final Pattern TO_ESCAPE = Pattern.compile("[\"\\\\\\p{Cntrl}]");

    private Word() {}

    static String print(String name) {
        if (PLAIN.matcher(name).matches()) {
            return name;
        }
        return "\"" + TO_ESCAPE.matcher(name).replaceAll(each -> Matcher.quoteReplacement(escape(each.group()))) + "\"";
    }

    private static String escape(String letter) {
        return letter.equals("\"") || letter.equals("\\")
                ? "\\" + letter
                : String.format("\\u%04x", (int) letter.charAt(0));
    }

    static String parse(String word) {
        if (!word.startsWith("\"")) {
            return word;
        }
        return ESCAPED.matcher(word.substring(1, word.length() - 1))
                .replaceAll(each -> Matcher.quoteReplacement(
                        each.group(1) == null
                                ? each.group(2)
                                : String.valueOf((char) Integer.parseInt(each.group(1), 16))));
    }
}
