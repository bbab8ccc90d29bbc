package dev.typedqueue.processor.reading;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds the name that was probably meant. */
final class Similar {

    private Similar() {}

    /** "; did you mean …?", or nothing where no name is near. */
    static String hint(String name, Collection<String> known) {
        int allowed = Math.max(1, name.length() / 3);
        return known.stream()
                .min(Comparator.comparingInt(each -> distance(name, each)))
                .filter(nearest -> distance(name, nearest) <= allowed)
                .map(nearest -> "; did you mean \"" + nearest + "\"?")
                .orElse("");
    }

    /** The edit distance of Levenshtein, letters of either case being the same. */
    private static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
