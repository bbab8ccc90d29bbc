package dev.typedqueue.internal.payload;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/**
 * Writes a set by the order of its elements' texts: equal sets differ in their own order, from one JVM to another even.
 */
final class SetsInOrder extends ValueSerializer<Set<?>> {

    private final Function<Object, String> elements;

    /**
     * A serializer of sets.
     *
     * @param elements writes one element
     */
    SetsInOrder(Function<Object, String> elements) {
        this.elements = elements;
    }

    @Override
    public Class<?> handledType() {
        return Set.class;
    }

    @Override
    public void serialize(Set<?> set, JsonGenerator generator, SerializationContext context) {
        TreeSet<String> texts = new TreeSet<>();
        set.forEach(element -> texts.add(elements.apply(element)));
        generator.writeStartArray();
        texts.forEach(generator::writeRawValue);
        generator.writeEndArray();
    }
}
