package dev.typedqueue.processor.model;

import java.util.Map;

/**
 * What a declaration's Javadoc says.
 *
 * @param description the main description, ready to be printed in another class; empty if there is none
 * @param parameters the text of each {@code @param}, by name
 * @param deprecated the text of {@code @deprecated}, or empty
 */
public record Documentation(String description, Map<String, String> parameters, String deprecated) {

    /** No Javadoc at all. */
    public static final Documentation NONE = new Documentation("", Map.of(), "");

    /** Keeps a copy of the map. */
    public Documentation {
        parameters = Map.copyOf(parameters);
    }
}
