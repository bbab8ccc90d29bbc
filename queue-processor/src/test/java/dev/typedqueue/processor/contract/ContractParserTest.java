package dev.typedqueue.processor.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.processor.wire.WireDefinition;
import dev.typedqueue.processor.wire.WireField;
import dev.typedqueue.processor.wire.WireField.Presence;
import dev.typedqueue.processor.wire.WirePayload;
import dev.typedqueue.processor.wire.WireType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A contract is read as it was written, or not at all. */
final class ContractParserTest {

    private static final String FIRST = "# TypedQueue contract, format 1: of a test\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "two words",
                "a: b",
                "a \"quoted\" name",
                "back\\slash",
                "tab\tand\nline",
                "überall",
                "",
                "optional",
                "removed",
                "record",
                "(formerly x)",
                "a, b",
                "@type",
                "\\u0041"
            })
    void anyNameIsReadAsItWasWritten(String name) throws Exception {
        TreeMap<String, WireDefinition> types = new TreeMap<>();
        types.put(
                "P",
                new WireDefinition.Fields(
                        List.of(
                                field(name, Set.of(), Presence.OPTIONAL),
                                field("other", Set.of(name, "more"), Presence.REMOVED),
                                field("third", Set.of(name), Presence.REQUIRED)),
                        "@JsonNaming(value = \"" + "a: b" + "\")"));
        types.put("E", new WireDefinition.Constants(new TreeSet<>(Set.of(name, "A")), new TreeSet<>(), ""));
        types.put(
                "C",
                new WireDefinition.Choice(
                        name, new TreeMap<>(Map.of(name, new WireType.Named("P"))), new TreeMap<>(), ""));
        TreeMap<Kind, WirePayload> jobs = new TreeMap<>();
        jobs.put(new Kind("send", 12), new WirePayload(new WireType.Named("P"), types));
        Contract contract = new Contract("queue", name, jobs);

        assertThat(ContractParser.parse(ContractPrinter.print("p.Q", contract))).isEqualTo(contract);
    }

    private static WireField field(String name, Set<String> otherNames, Presence presence) {
        return new WireField(
                name,
                new TreeSet<>(otherNames),
                presence,
                new WireType.Value("String"),
                "@JsonFormat(pattern = \": @\")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"int", "byte[]", "[byte[]]", "[[com.acme.Money]]", "{String: {A<B,C>: [int]}}", "A.B_2"})
    void anyTypeIsReadAsItWasWritten(String text) {
        WireType type = WireTypeParser.parse(text, Set.of("A<B,C>", "A.B_2"));

        assertThat(type).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[int", "int]", "{int}", "{int: }", "{int:int}", "int int", "[]"})
    void whatIsNoTypeIsNone(String text) {
        assertThat(WireTypeParser.parse(text, Set.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "store s",
                "queue",
                "queue q r",
                "queue q\nqueue r",
                "queue q\njob send: P",
                "queue q\njob send 1",
                "queue q\njob send one: P",
                "queue q\njob send 1: P\n  record P",
                "queue q\njob send 1: P\n    class P",
                "queue q\njob send 1: P\n    record P\n    a: int",
                "queue q\njob send 1: P\n    record P\n        a",
                "queue q\njob send 1: P\n    record P\n        a: [int",
                "queue q\njob send 1: P\n    record P\n        perhaps a: int",
                "queue q\njob send 1: P\n    record P\n    record P",
                "queue q\njob send 1: P\njob send 1: P",
                "queue q\n# a remark",
                "queue q\n=======\njob send 1: P"
            })
    void whatIsNotUnderstoodIsRefused(String text) {
        assertThatThrownBy(() -> ContractParser.parse(FIRST + text)).isInstanceOf(ContractParser.SyntaxException.class);
    }

    @Test
    void aForeignFileIsRefused() {
        assertThatThrownBy(() -> ContractParser.parse("{\"queue\": \"q\"}"))
                .hasMessage("it does not begin with \"# TypedQueue contract, format ...\"");
    }

    @Test
    void theFormatOfALaterReleaseIsRefused() {
        assertThatThrownBy(() -> ContractParser.parse("# TypedQueue contract, format 2: later"))
                .hasMessage("it has format 2, and this release of TypedQueue knows 1");
    }
}
