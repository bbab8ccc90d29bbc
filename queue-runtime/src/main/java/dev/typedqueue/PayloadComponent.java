package dev.typedqueue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A component of a payload, as its JSON has it, and the value that it must have.
 *
 * @param path the names that lead to it, from the outside in; at least one
 * @param value a {@link String}, a {@link BigDecimal} or a {@link Boolean}
 */
public record PayloadComponent(List<String> path, Object value) {

    private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$-]*");

    /**
     * Checks the path and the value.
     *
     * @throws IllegalArgumentException if there is no name, a name is not one, or the value is of another type
     */
    public PayloadComponent {
        path = List.copyOf(path);
        if (path.isEmpty() || !path.stream().allMatch(name -> NAME.matcher(name).matches())) {
            throw new IllegalArgumentException("A path into a payload is names of components with dots between them,"
                    + " as \"customer.id\"; \"" + String.join(".", path) + "\" is none");
        }
        if (!(value instanceof String || value instanceof BigDecimal || value instanceof Boolean)) {
            throw new IllegalArgumentException(
                    "A payload is searched for a text, a number or a boolean, not for " + value);
        }
    }

    /** The component that a path with dots leads to. */
    static PayloadComponent at(String path, Object value) {
        return new PayloadComponent(List.of(path.split("\\.", -1)), Objects.requireNonNull(value, "value"));
    }
}
