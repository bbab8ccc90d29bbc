package dev.typedqueue.processor.reporting;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class Similar {

    private Similar() {}

    /** {@code Did you mean "…"?} if a known name is near, and what to write otherwise. */
    public static String orElse(String name, Collection<String> known, String otherwise) {
        return nearest(name, known).map(Similar::question).orElse(otherwise);
    }

    /** The question by itself. */
    public static String question(String name) {
        return "Did you mean \"" + name + "\"?";
    }

    /** The known name from which a third of the letters or fewer have to be changed. */
    public static Optional<String> nearest(String name, Collection<String> known) {
        int allowed = Math.max(1, name.length() / 3);
        return known.stream()
                .filter(each -> distance(name, each) <= allowed)
                .min(Comparator.comparingInt(each -> distance(name, each)));
    }

    /**
     * How many letters have to be inserted, removed, replaced or swapped with their neighbour; letters of either case
     * are the same.
     */
    public static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[][] distances = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distances[i][j] = i + j;
                    continue;
                }
                int replaced = distances[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                int distance = Math.min(replaced, Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    distance = Math.min(distance, distances[i - 2][j - 2] + 1);
                }
                distances[i][j] = distance;
            }
        }
        return distances[a.length()][b.length()];
    }
}
