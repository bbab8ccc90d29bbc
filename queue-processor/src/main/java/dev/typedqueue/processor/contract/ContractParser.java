package dev.typedqueue.processor.contract;

import dev.typedqueue.processor.wire.WireDefinition;
import dev.typedqueue.processor.wire.WireField;
import dev.typedqueue.processor.wire.WireField.Presence;
import dev.typedqueue.processor.wire.WirePayload;
import dev.typedqueue.processor.wire.WireType;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ContractPrinter} wrote. It understands every line, or none of the file. */
final class ContractParser {

    private static final String WORD = "(" + Word.PATTERN + ")";
    private static final String TRAITS = "(?: (@.*))?";

    private static final Pattern FIRST = Pattern.compile(Pattern.quote(ContractPrinter.FIRST_LINE) + "(\\d{1,9}): .*");
    private static final Pattern QUEUE = Pattern.compile("queue " + WORD);
    private static final Pattern STORE = Pattern.compile("store " + WORD);
    private static final Pattern JOB = Pattern.compile("job " + WORD + " (\\d{1,9}): (\\S+)");
    private static final Pattern DEFINITION =
            Pattern.compile(" {4}(?:(record|enum) (\\S+)|(choice) (\\S+) by " + WORD + ")" + TRAITS);
    private static final Pattern FIELD = Pattern.compile(" {8}(?:(optional|removed) )?" + WORD + "(?: \\(formerly ((?:"
            + Word.PATTERN + ")(?:, (?:" + Word.PATTERN + "))*)\\))?: ([^@]+?)" + TRAITS);
    private static final Pattern CONSTANT = Pattern.compile(" {8}" + WORD);
    private static final Pattern NAME = Pattern.compile(Word.PATTERN);

    private final List<Line> lines;
    private int next;

    /** A line that says something, and its number. */
    private record Line(int number, String text) {}

    /** The text is not that of a contract. The message says why not, as the end of a sentence. */
    static final class SyntaxException extends Exception {
        private static final long serialVersionUID = 1L;

        SyntaxException(String message) {
            super(message);
        }
    }

    private ContractParser(List<Line> lines) {
        this.lines = lines;
    }

    static Contract parse(String text) throws SyntaxException {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                lines.add(new Line(number, line.stripTrailing()));
            }
        }
        return new ContractParser(lines).contract();
    }

    private Contract contract() throws SyntaxException {
        Matcher first = take(FIRST);
        if (first == null) {
            throw new SyntaxException("it does not begin with \"" + ContractPrinter.FIRST_LINE + "...\"");
        }
        if (Integer.parseInt(first.group(1)) != ContractPrinter.FORMAT) {
            throw new SyntaxException("it has format " + first.group(1) + ", and this release of TypedQueue knows "
                    + ContractPrinter.FORMAT);
        }
        while (next < lines.size() && lines.get(next).text().startsWith("#")) {
            next++;
        }
        Matcher queue = take(QUEUE);
        if (queue == null) {
            throw notUnderstood();
        }
        Matcher store = take(STORE);
        SortedMap<Kind, WirePayload> jobs = new TreeMap<>();
        for (Matcher job = take(JOB); job != null; job = take(JOB)) {
            Kind kind = new Kind(Word.parse(job.group(1)), Integer.parseInt(job.group(2)));
            if (jobs.put(kind, payload(job.group(3))) != null) {
                throw new SyntaxException("it has the job " + kind + " twice");
            }
        }
        if (next < lines.size()) {
            throw notUnderstood();
        }
        return new Contract(Word.parse(queue.group(1)), store == null ? "" : Word.parse(store.group(1)), jobs);
    }

    private @Nullable Matcher take(Pattern pattern) {
        if (next == lines.size()) {
            return null;
        }
        Matcher matcher = pattern.matcher(lines.get(next).text());
        if (!matcher.matches()) {
            return null;
        }
        next++;
        return matcher;
    }

    private SyntaxException notUnderstood() {
        if (next == lines.size()) {
            return new SyntaxException("it ends too early");
        }
        Line line = lines.get(next);
        return new SyntaxException(
                "line " + line.number() + " is not understood: " + line.text().strip());
    }

    private WirePayload payload(String root) throws SyntaxException {
        SortedMap<String, WireDefinition> types = new TreeMap<>();
        SortedSet<String> labels = labelsAhead();
        for (Matcher type = take(DEFINITION); type != null; type = take(DEFINITION)) {
            String label = type.group(2) == null ? type.group(4) : type.group(2);
            String traits = type.group(6) == null ? "" : type.group(6);
            WireDefinition definition;
            if (type.group(3) != null) {
                definition =
                        new WireDefinition.Choice(Word.parse(type.group(5)), choices(labels), new TreeMap<>(), traits);
            } else if (type.group(1).equals("record")) {
                definition = new WireDefinition.Fields(fields(labels), traits);
            } else {
                definition = new WireDefinition.Constants(constants(), new TreeSet<>(), traits);
            }
            if (types.put(label, definition) != null) {
                throw new SyntaxException("it defines " + label + " twice in one job");
            }
        }
        return new WirePayload(type(root, labels), types);
    }

    /** The names of the types that are defined in the job that begins here. */
    private SortedSet<String> labelsAhead() {
        SortedSet<String> labels = new TreeSet<>();
        Iterator<Line> rest = lines.subList(next, lines.size()).iterator();
        while (rest.hasNext()) {
            String text = rest.next().text();
            if (!text.startsWith(" ")) {
                break;
            }
            Matcher type = DEFINITION.matcher(text);
            if (type.matches()) {
                labels.add(type.group(2) == null ? type.group(4) : type.group(2));
            }
        }
        return labels;
    }

    private List<WireField> fields(SortedSet<String> labels) throws SyntaxException {
        List<WireField> fields = new ArrayList<>();
        for (Matcher field = take(FIELD); field != null; field = take(FIELD)) {
            Presence presence = field.group(1) == null
                    ? Presence.REQUIRED
                    : field.group(1).equals("optional") ? Presence.OPTIONAL : Presence.REMOVED;
            SortedSet<String> formerly = new TreeSet<>();
            if (field.group(3) != null) {
                NAME.matcher(field.group(3)).results().forEach(name -> formerly.add(Word.parse(name.group())));
            }
            // What has been removed is known by its name alone.
            WireType type = type(field.group(4), presence == Presence.REMOVED ? new TreeSet<>() : labels);
            String traits = field.group(5) == null ? "" : field.group(5);
            fields.add(new WireField(Word.parse(field.group(2)), formerly, presence, type, traits));
        }
        return fields;
    }

    private SortedSet<String> constants() {
        SortedSet<String> constants = new TreeSet<>();
        for (Matcher constant = take(CONSTANT); constant != null; constant = take(CONSTANT)) {
            constants.add(Word.parse(constant.group(1)));
        }
        return constants;
    }

    private SortedMap<String, WireType> choices(SortedSet<String> labels) throws SyntaxException {
        SortedMap<String, WireType> choices = new TreeMap<>();
        for (Matcher choice = take(FIELD); choice != null; choice = take(FIELD)) {
            choices.put(Word.parse(choice.group(2)), type(choice.group(4), labels));
        }
        return choices;
    }

    private WireType type(String text, SortedSet<String> labels) throws SyntaxException {
        WireType type = WireTypeParser.parse(text, labels);
        if (type == null) {
            throw new SyntaxException(
                    "line " + lines.get(next - 1).number() + " has no type that is understood: " + text);
        }
        return type;
    }
}
