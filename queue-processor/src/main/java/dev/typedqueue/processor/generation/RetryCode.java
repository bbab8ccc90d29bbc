package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;
import dev.typedqueue.processor.model.DelaysModel;
import dev.typedqueue.processor.model.RetryModel;
import dev.typedqueue.processor.model.Setting;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a {@code @Retry} says, as a policy. */
final class RetryCode {

    private RetryCode() {}

    static CodeBlock of(RetryModel retry) {
        DelaysModel delays = retry.delays();
        CallChain policy = retry.maxAttempts() == null && delays.writtenOut().isEmpty()
                ? new CallChain("$T.DEFAULT", RuntimeTypes.RETRY_POLICY)
                : new CallChain("$T.upTo($L)", RuntimeTypes.RETRY_POLICY, retry.maxAttemptsOrDefault());
        if (delays.firstDelay() != null || delays.maxDelay() != null) {
            policy.call("withDelays", first(delays), longest(delays));
        }
        if (!delays.writtenOut().isEmpty()) {
            policy.call("withDelays", writtenOut(delays));
        }
        if (delays.multiplier() != null || retry.jitter() != null) {
            policy.call(
                    "withGrowth",
                    orDefault(delays.multiplier(), DelaysModel.DEFAULT_MULTIPLIER),
                    orDefault(retry.jitter(), RetryModel.DEFAULT_JITTER));
        }
        if (!retry.stopOn().isEmpty()) {
            policy.call("withStopOn", classes(retry.stopOn()));
        }
        if (!retry.requeueOn().isEmpty()) {
            policy.call(
                    "withRequeueOn",
                    DurationCode.of(Objects.requireNonNull(retry.requeueDelay())),
                    classes(retry.requeueOn()));
        }
        retry.on().forEach(on -> policy.call("withDelaysOn", classes(on.exceptions()), delays(on.delays())));
        return policy.onLineIfShort();
    }

    private static CodeBlock delays(DelaysModel delays) {
        if (!delays.writtenOut().isEmpty()) {
            return CodeBlock.of("$T.of($L)", RuntimeTypes.RETRY_DELAYS, writtenOut(delays));
        }
        CodeBlock range = CodeBlock.of("$L, $L", first(delays), longest(delays));
        return delays.multiplier() == null
                ? CodeBlock.of("$T.growing($L)", RuntimeTypes.RETRY_DELAYS, range)
                : CodeBlock.of(
                        "$T.growing($L, $L)",
                        RuntimeTypes.RETRY_DELAYS,
                        range,
                        delays.multiplier().value());
    }

    private static CodeBlock first(DelaysModel delays) {
        return DurationCode.orDefault(delays.firstDelay(), DelaysModel.DEFAULT_FIRST_DELAY);
    }

    private static CodeBlock longest(DelaysModel delays) {
        return DurationCode.orDefault(delays.maxDelay(), DelaysModel.DEFAULT_MAX_DELAY);
    }

    private static CodeBlock writtenOut(DelaysModel delays) {
        CodeBlock each = delays.writtenOut().stream().map(DurationCode::of).collect(CodeBlock.joining(", "));
        return CodeBlock.of("$T.of($L)", List.class, each);
    }

    private static CodeBlock classes(List<RetryModel.ExceptionClass> exceptions) {
        CodeBlock classes = exceptions.stream()
                .map(each -> CodeBlock.of("$T.class", each.type()))
                .collect(CodeBlock.joining(", "));
        return CodeBlock.of("$T.of($L)", List.class, classes);
    }

    private static CodeBlock orDefault(@Nullable Setting<Double> setting, double standard) {
        return CodeBlock.of("$L", setting == null ? standard : setting.value());
    }
}
