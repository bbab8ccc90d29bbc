package dev.typedqueue.processor.wire;

/** What a value looks like as JSON. Its text is what stands in a contract. */
public sealed interface WireType {

    /** The same type, in which others that are defined beside it are known by their names alone. */
    WireType withoutDefinitions();

    /**
     * One JSON value, or whatever a class of the user's makes of itself.
     *
     * @param name the simple name of a type that the codec knows, such as {@code int} or {@code LocalDate}; the
     *     qualified name of a class that it does not look into
     */
    record Value(String name) implements WireType {
        @Override
        public WireType withoutDefinitions() {
            return this;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A JSON array.
     *
     * @param element what its elements are
     */
    record Items(WireType element) implements WireType {
        @Override
        public WireType withoutDefinitions() {
            return new Items(element.withoutDefinitions());
        }

        @Override
        public String toString() {
            return "[" + element + "]";
        }
    }

    /**
     * A JSON object with any names.
     *
     * @param key what the names are made from
     * @param value what the values are
     */
    record Entries(WireType key, WireType value) implements WireType {
        @Override
        public WireType withoutDefinitions() {
            return new Entries(key.withoutDefinitions(), value.withoutDefinitions());
        }

        @Override
        public String toString() {
            return "{" + key + ": " + value + "}";
        }
    }

    /**
     * A type that is defined beside it.
     *
     * @param label the name of its definition
     */
    record Named(String label) implements WireType {
        @Override
        public WireType withoutDefinitions() {
            return new Value(label);
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
