package dev.typedqueue.processor.wire;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a record, an enum or a sealed type looks like as JSON. */
public sealed interface WireDefinition {

    /**
     * Annotations and the like that change how it is written, in a form that can be compared; empty if there are none.
     */
    String traits();

    /**
     * A JSON object with known names.
     *
     * @param fields by their names
     * @param traits see {@link WireDefinition#traits}
     */
    record Fields(List<WireField> fields, String traits) implements WireDefinition {

        /** Keeps a sorted copy of the list. */
        public Fields {
            fields = fields.stream()
                    .sorted(Comparator.comparing(WireField::name))
                    .toList();
        }
    }

    /**
     * The name of a constant.
     *
     * @param written the names under which constants are written
     * @param alsoRead further names that are read
     * @param traits see {@link WireDefinition#traits}
     */
    record Constants(SortedSet<String> written, SortedSet<String> alsoRead, String traits) implements WireDefinition {

        /** Keeps copies of the sets. */
        public Constants {
            written = Collections.unmodifiableSortedSet(new TreeSet<>(written));
            alsoRead = Collections.unmodifiableSortedSet(new TreeSet<>(alsoRead));
        }
    }

    /**
     * A JSON object of one of several kinds, which a field of it tells.
     *
     * @param property the name of that field
     * @param written what the object is, by the kind's name
     * @param alsoRead the same for further names that are read
     * @param traits see {@link WireDefinition#traits}
     */
    record Choice(
            String property, SortedMap<String, WireType> written, SortedMap<String, WireType> alsoRead, String traits)
            implements WireDefinition {

        /** Keeps copies of the maps. */
        public Choice {
            written = Collections.unmodifiableSortedMap(new TreeMap<>(written));
            alsoRead = Collections.unmodifiableSortedMap(new TreeMap<>(alsoRead));
        }
    }
}
