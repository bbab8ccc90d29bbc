package dev.typedqueue;

import java.util.Collection;
import java.util.Comparator;

/** Finds the name that was probably meant. */
final class SimilarNames {

    private SimilarNames() {}

    /** {@code Did you mean "…"?} if a known name is near, or else all that are known. */
    static String hint(String name, Collection<String> known) {
        int allowed = Math.max(1, (name.length() + 1) / 3);
        return known.stream()
                .filter(each -> distance(name, each) <= allowed)
                .min(Comparator.comparingInt(each -> distance(name, each)))
                .map(nearest -> "Did you mean \"" + nearest + "\"?")
                .orElse("Known are " + known);
    }

    /** How many letters have to be inserted, removed or replaced. */
    private static int distance(String first, String second) {
        int[] row = new int[second.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= first.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[second.length()];
    }
}
