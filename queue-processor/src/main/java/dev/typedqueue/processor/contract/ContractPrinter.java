package dev.typedqueue.processor.contract;

import dev.typedqueue.processor.wire.WireDefinition;
import dev.typedqueue.processor.wire.WireField;
import dev.typedqueue.processor.wire.WireField.Presence;
import dev.typedqueue.processor.wire.WirePayload;
import java.util.stream.Collectors;

/**
 * Writes a contract as text: a line for each thing that can change, in an order that does not depend on that of the
 * declaration.
 */
final class ContractPrinter {

    /** The number of the format, which the first line of each file names. */
    static final int FORMAT = 1;

    static final String FIRST_LINE = "# TypedQueue contract, format ";

    private final StringBuilder text = new StringBuilder();

    private ContractPrinter() {}

    static String print(String declaration, Contract contract) {
        ContractPrinter printer = new ContractPrinter();
        printer.line(FIRST_LINE + FORMAT + ": what stored jobs of " + declaration + " may look like.");
        printer.line("# The compiler keeps this file. Delete the lines of a job when no such job is stored any more.");
        printer.line("");
        printer.line("queue " + Word.print(contract.queue()));
        if (!contract.store().isEmpty()) {
            printer.line("store " + Word.print(contract.store()));
        }
        contract.jobs().forEach(printer::job);
        return printer.text.toString();
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private void job(Kind kind, WirePayload payload) {
        line("");
        line("job " + kind + ": " + payload.root());
        WireDefinition root = payload.definition(payload.root());
        if (root != null) {
            definition(payload.root().toString(), root);
        }
        payload.types().forEach((label, definition) -> {
            if (!label.equals(payload.root().toString())) {
                definition(label, definition);
            }
        });
    }

    private void definition(String label, WireDefinition definition) {
        String suffix = suffix(definition.traits());
        if (definition instanceof WireDefinition.Fields fields) {
            line("    record " + label + suffix);
            fields.fields().forEach(this::field);
        } else if (definition instanceof WireDefinition.Constants constants) {
            line("    enum " + label + suffix);
            constants.written().forEach(name -> line("        " + Word.print(name)));
        } else if (definition instanceof WireDefinition.Choice choice) {
            line("    choice " + label + " by " + Word.print(choice.property()) + suffix);
            choice.written().forEach((name, type) -> member(Word.print(name), type.toString(), ""));
        }
    }

    private void field(WireField field) {
        String keyword = field.presence() == Presence.REQUIRED
                ? ""
                : field.presence() == Presence.OPTIONAL ? "optional " : "removed ";
        String formerly = field.otherNames().isEmpty()
                ? ""
                : field.otherNames().stream().map(Word::print).collect(Collectors.joining(", ", " (formerly ", ")"));
        member(keyword + Word.print(field.name()) + formerly, field.type().toString(), field.traits());
    }

    private void member(String name, String type, String traits) {
        line("        " + name + ": " + type + suffix(traits));
    }

    private static String suffix(String traits) {
        return traits.isEmpty() ? "" : " " + traits;
    }
}
