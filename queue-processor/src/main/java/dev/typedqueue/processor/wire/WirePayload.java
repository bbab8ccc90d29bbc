package dev.typedqueue.processor.wire;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a payload looks like as JSON.
 *
 * @param root what it is itself
 * @param types the types in it, by their labels
 */
public record WirePayload(WireType root, SortedMap<String, WireDefinition> types) {

    /** Keeps a copy of the map. */
    public WirePayload {
        types = Collections.unmodifiableSortedMap(new TreeMap<>(types));
    }

    /** The definition of a type, or null if it has none. */
    public @Nullable WireDefinition definition(WireType type) {
        return type instanceof WireType.Named named ? types.get(named.label()) : null;
    }

    /** Only what it writes, without what it could read besides. */
    public WirePayload asWritten() {
        SortedMap<String, WireDefinition> written = new TreeMap<>();
        types.forEach((label, definition) -> written.put(label, asWritten(definition)));
        return new WirePayload(root, written);
    }

    private static WireDefinition asWritten(WireDefinition definition) {
        if (definition instanceof WireDefinition.Constants constants) {
            SortedSet<String> none = new TreeSet<>();
            return new WireDefinition.Constants(constants.written(), none, constants.traits());
        }
        if (definition instanceof WireDefinition.Choice choice) {
            SortedMap<String, WireType> none = new TreeMap<>();
            return new WireDefinition.Choice(choice.property(), choice.written(), none, choice.traits());
        }
        WireDefinition.Fields fields = (WireDefinition.Fields) definition;
        return new WireDefinition.Fields(
                fields.fields().stream()
                        .map(field -> field.with(Set.of(), field.presence()))
                        .toList(),
                fields.traits());
    }
}
