package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.PayloadModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.UniqueModel;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** {@code @Unique}: whether there is a key, and whether the rule could hold sometimes and not always. */
final class UniqueValidator implements Validator {

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        Set<UniqueModel> rules = new LinkedHashSet<>(); // that of the queue once, however many jobs have it
        Optional.ofNullable(queue.settings().unique()).ifPresent(rules::add);
        for (JobModel job : queue.jobs()) {
            UniqueModel unique = job.unique();
            if (unique != null) {
                rules.add(unique);
                key(job, unique, reporter);
            }
        }
        for (UniqueModel rule : rules) {
            within(rule, reporter);
            DebounceCheck.check(rule, reporter);
        }
    }

    private static void within(UniqueModel unique, Reporter reporter) {
        DurationCheck.check(unique.within(), reporter)
                .filter(within -> within.duration().isZero())
                .ifPresent(within -> reporter.report(
                        Problem.UNIQUE_WITHIN_ZERO,
                        unique.within() == null
                                ? unique.position()
                                : unique.within().position(),
                        within));
    }

    private static void key(JobModel job, UniqueModel unique, Reporter reporter) {
        PayloadModel payload = job.payload();
        boolean isEmpty = payload.components().isEmpty();
        if (isEmpty && !job.schedules().isEmpty() && unique.by().isEmpty()) {
            return; // one key for all: a time of the schedule adds no job while the last one is still there
        }
        if (isEmpty) {
            reporter.report(Problem.UNIQUE_ALWAYS_HOLDS, unique.position(), job.methodName());
            return;
        }
        KeyCheck.check(job, unique.by(), reporter);
        if (unique.by().isEmpty()) {
            payload.components().stream()
                    .filter(component -> component.withoutEquality() != null)
                    .forEach(component -> reporter.report(
                            Problem.UNIQUE_NEVER_HOLDS,
                            unique.position(),
                            component.name(),
                            component.withoutEquality()));
        }
    }
}
