package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.RetentionModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.WrittenDuration;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The interface itself, and what its own annotations say. */
final class QueueShapeValidator implements Validator {

    private static final int MOST_SLOTS = 10_000;
    private static final Duration SHORTEST_AGEING = Duration.ofSeconds(1);
    private static final Duration LONGEST_AGEING = Duration.ofDays(365);

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        shape(queue, reporter);
        Setting<Integer> concurrency = queue.settings().concurrency();
        if (concurrency != null && (concurrency.value() < 1 || concurrency.value() > MOST_SLOTS)) {
            reporter.report(Problem.CONCURRENCY_RANGE, concurrency.position(), concurrency.value());
        }
        ageing(queue.settings().priorityAgeing(), reporter);
        RetentionModel retention = queue.settings().retention();
        if (retention != null) {
            DurationCheck.orForever(retention.completed(), reporter);
            DurationCheck.orForever(retention.failed(), reporter);
            DurationCheck.orForever(retention.cancelled(), reporter);
        }
        if (!queue.generatedCode().hasRuntime()) {
            reporter.report(Problem.MISSING_RUNTIME, queue.annotation(), queue.simpleName());
        }
    }

    private static void ageing(@Nullable Setting<String> ageing, Reporter reporter) {
        DurationCheck.check(ageing, reporter)
                .map(WrittenDuration::duration)
                .filter(duration -> !duration.equals(duration.truncatedTo(ChronoUnit.SECONDS))
                        || duration.compareTo(SHORTEST_AGEING) < 0
                        || duration.compareTo(LONGEST_AGEING) > 0)
                .ifPresent(duration -> reporter.report(
                        Problem.PRIORITY_AGEING_RANGE,
                        Objects.requireNonNull(ageing).position(),
                        ageing.value()));
    }

    private static void shape(QueueModel queue, Reporter reporter) {
        QueueModel.Shape shape = queue.shape();
        if (!shape.isInterface()) {
            reporter.report(Problem.QUEUE_NOT_INTERFACE, shape.position(), queue.simpleName(), shape.kind());
            return;
        }
        if (shape.isPrivate()) {
            reporter.report(Problem.QUEUE_PRIVATE, shape.position(), queue.simpleName());
        }
        if (shape.isGeneric()) {
            reporter.report(Problem.QUEUE_GENERIC, shape.position(), queue.simpleName());
        }
        if (queue.jobs().isEmpty()) {
            reporter.report(Problem.QUEUE_WITHOUT_JOBS, shape.position(), queue.simpleName());
        }
        shape.inherited()
                .forEach(method -> reporter.report(
                        Problem.QUEUE_INHERITED_METHOD,
                        shape.position(),
                        queue.simpleName(),
                        method.name(),
                        method.owner()));
    }
}
