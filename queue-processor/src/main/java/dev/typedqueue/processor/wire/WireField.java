package dev.typedqueue.processor.wire;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A component of a record, as a field of a JSON object.
 *
 * @param name the name under which it is written
 * @param otherNames further names under which it is read, or was written by earlier releases
 * @param presence whether it can be missing
 * @param type what its value is
 * @param traits annotations that change how it is written, in a form that can be compared; empty if there are none
 */
public record WireField(String name, SortedSet<String> otherNames, Presence presence, WireType type, String traits) {

    /** Keeps a copy of the set. */
    public WireField {
        otherNames = Collections.unmodifiableSortedSet(new TreeSet<>(otherNames));
    }

    /** Whether a field can be missing. */
    public enum Presence {
        /** It is in every job. */
        REQUIRED,
        /** A job may lack it. */
        OPTIONAL,
        /** The declaration has it no more, and queued jobs may still have it. */
        REMOVED
    }

    /** All its names. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(otherNames);
        names.add(name);
        return names;
    }

    /** Whether they have a name in common. */
    public boolean meets(WireField other) {
        return !Collections.disjoint(names(), other.names());
    }

    /** The same field, known from now on by these other names too. */
    public WireField with(Set<String> newOtherNames, Presence newPresence) {
        return new WireField(name, new TreeSet<>(newOtherNames), newPresence, type, traits);
    }

    /** What it is, without its name. */
    public String description() {
        return traits.isEmpty() ? type.toString() : type + " " + traits;
    }
}
