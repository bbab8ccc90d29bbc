package dev.typedqueue.processor.contract;

import dev.typedqueue.processor.wire.WireField;
import dev.typedqueue.processor.wire.WireField.Presence;
import dev.typedqueue.processor.wire.WireType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Compares the components that stored jobs may have with those that a record declares: which is which, and whether it
 * is there. Fields that nobody reads are passed over, as the codec does.
 */
final class FieldComparison {

    private final List<WireField> stored;
    private final List<WireField> declared;
    private final BiPredicate<WireType, WireType> fits;

    /**
     * A component of both.
     *
     * @param stored as stored jobs may have it
     * @param declared as it is declared
     */
    record Match(WireField stored, WireField declared) {}

    /** @param fits whether what is stored as the first type could be read as the second one */
    FieldComparison(List<WireField> stored, List<WireField> declared, BiPredicate<WireType, WireType> fits) {
        this.stored = stored;
        this.declared = declared;
        this.fits = fits;
    }

    /** Which of the stored fields each declared one reads. */
    List<Match> matches() {
        List<Match> matches = new ArrayList<>();
        declared.forEach(field -> readBy(field).forEach(each -> matches.add(new Match(each, field))));
        return matches;
    }

    private List<WireField> readBy(WireField field) {
        return stored.stream().filter(field::meets).toList();
    }

    private List<WireField> readByNobody() {
        return stored.stream()
                .filter(field -> declared.stream().noneMatch(field::meets))
                .toList();
    }

    /** What is missing, or lost. */
    List<Difference> differences(String path) {
        List<Difference> differences = new ArrayList<>();
        for (WireField field : declared) {
            String itsPath = path.isEmpty() ? field.name() : path + "." + field.name();
            if (field.presence() == Presence.REQUIRED) {
                required(itsPath, field, differences);
            } else {
                optional(itsPath, field, differences);
            }
        }
        return differences;
    }

    private void required(String path, WireField field, List<Difference> differences) {
        List<WireField> always = readBy(field).stream()
                .filter(each -> each.presence() == Presence.REQUIRED)
                .toList();
        if (always.stream().anyMatch(each -> namesLost(each, field).isEmpty())) {
            return;
        }
        if (always.isEmpty()) {
            List<String> renamed = readBy(field).isEmpty() ? renamed(field, false) : List.of();
            differences.add(new Difference.Required(path, renamed));
        }
        always.forEach(
                each -> namesLost(each, field).forEach(name -> differences.add(new Difference.NameLost(path, name))));
    }

    private void optional(String path, WireField field, List<Difference> differences) {
        List<WireField> before = readBy(field);
        if (before.isEmpty()) {
            renamed(field, true).forEach(name -> differences.add(new Difference.ValueLost(path, name)));
        }
        before.forEach(
                each -> namesLost(each, field).forEach(name -> differences.add(new Difference.ValueLost(path, name))));
    }

    private static SortedSet<String> namesLost(WireField before, WireField after) {
        SortedSet<String> lost = new TreeSet<>(before.names());
        lost.removeAll(after.names());
        return lost;
    }

    /** The names under which a new field may have been stored before. */
    private List<String> renamed(WireField field, boolean orOptional) {
        return readByNobody().stream()
                .filter(each ->
                        each.presence() == Presence.REQUIRED || (orOptional && each.presence() == Presence.OPTIONAL))
                .filter(each -> each.traits().equals(field.traits()) && fits.test(each.type(), field.type()))
                .map(WireField::name)
                .toList();
    }

    /**
     * What stored jobs may have from now on.
     *
     * @param written what they have according to the declaration, and to other comparisons with it
     */
    List<WireField> merged(List<WireField> written) {
        List<WireField> merged = new ArrayList<>();
        for (WireField field : written) {
            SortedSet<String> otherNames = new TreeSet<>(field.otherNames());
            matches().stream()
                    .filter(match -> match.declared().name().equals(field.name()))
                    .forEach(match -> otherNames.addAll(match.stored().names()));
            otherNames.remove(field.name());
            merged.add(field.with(otherNames, field.presence()));
        }
        readByNobody().stream()
                .filter(field -> merged.stream().noneMatch(field::meets))
                .forEach(field -> merged.add(removed(field)));
        return merged;
    }

    private static WireField removed(WireField field) {
        return new WireField(
                field.name(), field.otherNames(), Presence.REMOVED, field.type().withoutDefinitions(), field.traits());
    }
}
