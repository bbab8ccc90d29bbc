package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.ComponentModel;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.PayloadModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.UniqueModel;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import dev.typedqueue.processor.reporting.Similar;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code @Unique}: whether there is a key, and whether the rule could hold sometimes and not always. */
final class UniqueValidator implements Validator {

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        for (JobModel job : queue.jobs()) {
            UniqueModel unique = job.unique();
            if (unique != null) {
                within(unique, reporter);
                key(job, unique, reporter);
            }
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
        List<String> names =
                payload.components().stream().map(ComponentModel::name).toList();
        if (names.isEmpty() && !job.schedules().isEmpty() && unique.by().isEmpty()) {
            return; // one key for all: a time of the schedule adds no job while the last one is still there
        }
        if (names.isEmpty()) {
            reporter.report(Problem.UNIQUE_ALWAYS_HOLDS, unique.position(), job.methodName());
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Setting<String> by : unique.by()) {
            ComponentModel component = payload.component(by.value());
            if (component == null) {
                String known = "Write " + Words.choice(names) + ".";
                reporter.report(
                        Problem.UNIQUE_COMPONENT_UNKNOWN,
                        by.position(),
                        by.value(),
                        payload.rawType().simpleName(),
                        Similar.orElse(by.value(), names, known));
            } else if (!seen.add(by.value())) {
                reporter.report(Problem.UNIQUE_COMPONENT_TWICE, by.position(), by.value());
            } else if (component.withoutEquality() != null) {
                reporter.report(Problem.UNIQUE_NEVER_HOLDS, by.position(), by.value(), component.withoutEquality());
            }
        }
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
