package dev.typedqueue.processor.contract;

import dev.typedqueue.processor.wire.WireDefinition;
import dev.typedqueue.processor.wire.WireDefinition.Choice;
import dev.typedqueue.processor.wire.WireDefinition.Constants;
import dev.typedqueue.processor.wire.WireDefinition.Fields;
import dev.typedqueue.processor.wire.WireField;
import dev.typedqueue.processor.wire.WirePayload;
import dev.typedqueue.processor.wire.WireType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what stored jobs may look like with what a declaration reads. Types are compared by what they look like, not
 * by what they are called.
 *
 * <p>It also finds what stored jobs may look like once this declaration has written some: all that was, and all that
 * is. A change is then judged by everything that came before it, not by the last release alone.
 */
final class Comparison {

    private final WirePayload stored;
    private final WirePayload declared;
    private final boolean isWithHints;
    private final List<Difference> differences = new ArrayList<>();
    private final SortedMap<String, WireDefinition> merged;
    private final Set<String> visited = new HashSet<>();

    private Comparison(WirePayload stored, WirePayload declared, boolean isWithHints) {
        this.isWithHints = isWithHints;
        this.stored = stored;
        this.declared = declared;
        this.merged = new TreeMap<>(declared.asWritten().types());
    }

    /** Compares the payloads. */
    static Comparison of(WirePayload stored, WirePayload declared) {
        return new Comparison(stored, declared, true).compare();
    }

    private Comparison compare() {
        types("", stored.root(), declared.root());
        return this;
    }

    List<Difference> differences() {
        return List.copyOf(differences);
    }

    /** Whether all that is stored can be read. */
    boolean isReadable() {
        return differences.stream().noneMatch(Difference::breaks);
    }

    /** What stored jobs may look like from now on. Means little if they are not readable. */
    WirePayload merged() {
        return new WirePayload(declared.root(), merged);
    }

    private void types(String path, WireType was, WireType is) {
        WireDefinition before = stored.definition(was);
        WireDefinition after = declared.definition(is);
        if (before != null && after != null && is instanceof WireType.Named named) {
            if (visited.add(was + " " + is)) {
                definitions(path, named.label(), before, after);
            }
        } else if (was instanceof WireType.Items items && is instanceof WireType.Items others) {
            types(path + "[]", items.element(), others.element());
        } else if (was instanceof WireType.Entries entries && is instanceof WireType.Entries others) {
            types(path + "[key]", entries.key(), others.key());
            types(path + "[value]", entries.value(), others.value());
        } else if (!isReadAs(was, before, is, after)) {
            differences.add(new Difference.Type(path, was.toString(), is.toString()));
        }
    }

    private static boolean isReadAs(
            WireType was, @Nullable WireDefinition before, WireType is, @Nullable WireDefinition after) {
        if (after != null || !(is instanceof WireType.Value value)) {
            return false;
        }
        boolean isPlainEnum = before instanceof Constants && !before.traits().contains("@Json");
        return (isPlainEnum && value.name().equals("String"))
                || (before == null
                        && was instanceof WireType.Value other
                        && Widening.allows(other.name(), value.name()));
    }

    private void definitions(String path, String label, WireDefinition before, WireDefinition after) {
        if (!before.traits().equals(after.traits()) || before.getClass() != after.getClass()) {
            differences.add(new Difference.Type(path, description(before), description(after)));
        } else if (before instanceof Constants constants && after instanceof Constants others) {
            constants(path, label, constants, others);
        } else if (before instanceof Choice choice && after instanceof Choice other) {
            choices(path, label, choice, other);
        } else if (before instanceof Fields fields && after instanceof Fields others) {
            fields(path, label, fields, others);
        }
    }

    private static String description(WireDefinition definition) {
        String kind = definition instanceof Fields
                ? "a record"
                : definition instanceof Constants
                        ? "an enum"
                        : "a choice by \"" + ((Choice) definition).property() + "\"";
        return definition.traits().isEmpty() ? kind : kind + " with " + definition.traits();
    }

    private void fields(String path, String label, Fields before, Fields after) {
        FieldComparison comparison = new FieldComparison(before.fields(), after.fields(), this::fits);
        differences.addAll(comparison.differences(path));
        for (FieldComparison.Match match : comparison.matches()) {
            WireField was = match.stored();
            WireField is = match.declared();
            String itsPath = path.isEmpty() ? is.name() : path + "." + is.name();
            if (was.traits().equals(is.traits())) {
                types(itsPath, was.type(), is.type());
            } else {
                differences.add(new Difference.Type(itsPath, was.description(), is.description()));
            }
        }
        List<WireField> soFar = ((Fields) mergedSoFar(label)).fields();
        merged.put(label, new Fields(comparison.merged(soFar), after.traits()));
    }

    /**
     * Whether a field could have been renamed. Within that question it is not asked again: types may contain
     * themselves.
     */
    private boolean fits(WireType was, WireType is) {
        WirePayload before = new WirePayload(was, stored.types());
        WirePayload after = new WirePayload(is, declared.types());
        return isWithHints && new Comparison(before, after, false).compare().isReadable();
    }

    private void constants(String path, String label, Constants before, Constants after) {
        SortedSet<String> gone = new TreeSet<>(before.written());
        gone.removeAll(after.written());
        gone.removeAll(after.alsoRead());
        gone.forEach(name -> differences.add(new Difference.ConstantLost(path, name)));
        SortedSet<String> all = new TreeSet<>(((Constants) mergedSoFar(label)).written());
        all.addAll(before.written());
        merged.put(label, new Constants(all, new TreeSet<>(), after.traits()));
    }

    private void choices(String path, String label, Choice before, Choice after) {
        if (!before.property().equals(after.property())) {
            differences.add(new Difference.Type(path, description(before), description(after)));
            return;
        }
        SortedMap<String, WireType> readable = new TreeMap<>(after.alsoRead());
        readable.putAll(after.written());
        SortedMap<String, WireType> all = new TreeMap<>(((Choice) mergedSoFar(label)).written());
        before.written().forEach((name, type) -> {
            WireType now = readable.get(name);
            if (now == null) {
                differences.add(new Difference.SubtypeLost(path, name));
            } else {
                all.put(name, now);
                types(path + "(" + name + ")", type, now);
            }
        });
        merged.put(label, new Choice(after.property(), all, new TreeMap<>(), after.traits()));
    }

    private WireDefinition mergedSoFar(String label) {
        return Objects.requireNonNull(merged.get(label));
    }
}
