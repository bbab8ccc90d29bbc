package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;
import dev.typedqueue.processor.model.ParameterModel;
import dev.typedqueue.processor.model.RuleModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A rule method as the runtime calls it. */
final class RuleCall {

    private static final Map<String, String> NAMES = Map.of(
            "dev.typedqueue.AddContext", "add",
            "dev.typedqueue.JobContext", "job",
            "int", "failedAttempts",
            "java.lang.Throwable", "cause");

    private RuleCall() {}

    /**
     * A reference to the method if it takes all that there is, and a lambda otherwise.
     *
     * @param owner the interface, or the object that implements it
     */
    static CodeBlock of(RuleModel rule, CodeBlock owner) {
        List<String> offered = new ArrayList<>(rule.kind().takesPayload() ? List.of("payload") : List.of());
        rule.kind().context().forEach(type -> offered.add(Objects.requireNonNull(NAMES.get(type))));
        List<String> taken =
                rule.method().parameters().stream().map(RuleCall::nameOf).toList();
        if (taken.equals(offered)) {
            return CodeBlock.of("$L::$L", owner, rule.method().name());
        }
        return CodeBlock.of(
                "($L) -> $L.$L($L)",
                String.join(", ", offered),
                owner,
                rule.method().name(),
                String.join(", ", taken));
    }

    private static String nameOf(ParameterModel parameter) {
        return NAMES.getOrDefault(parameter.type().toString(), "payload");
    }
}
