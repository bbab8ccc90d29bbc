package dev.typedqueue.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Words by which a person finds a job.
 *
 * @param values each not blank, without control characters, at most {@value #MAX_LENGTH} characters; at most
 *     {@value #MAX_COUNT}
 */
public record Tags(Set<String> values) {

    /** The most tags that one job has. */
    public static final int MAX_COUNT = 20;

    /** The most characters that one tag has. */
    public static final int MAX_LENGTH = 100;

    /** No tags. */
    public static final Tags NONE = new Tags(Set.of());

    /**
     * Checks the tags, and keeps a copy.
     *
     * @throws IllegalArgumentException if a text cannot be a tag, or there are too many
     */
    public Tags {
        values = Set.copyOf(values);
        values.forEach(Tags::require);
        if (values.size() > MAX_COUNT) {
            throw new IllegalArgumentException("A job has at most " + MAX_COUNT + " tags, but " + values.size()
                    + " are given: keep what tells single jobs apart in the payload");
        }
    }

    /**
     * Some tags; the same one may be named twice.
     *
     * @throws IllegalArgumentException if a text cannot be a tag, or there are too many
     */
    public static Tags of(String... tags) {
        return new Tags(new HashSet<>(List.of(tags)));
    }

    private static void require(String tag) {
        if (tag.isBlank() || tag.length() > MAX_LENGTH || tag.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A tag must not be blank, has no control characters and at most "
                    + MAX_LENGTH + " characters, but is \"" + tag + "\"");
        }
    }

    /**
     * These and others.
     *
     * @throws IllegalArgumentException if there are too many together
     */
    public Tags and(Tags others) {
        Set<String> all = new HashSet<>(values);
        all.addAll(others.values);
        return new Tags(all);
    }
}
