package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.LimitModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code @Limit}, {@code @RateLimit} and {@code @Ordered}, on the queue and on its jobs. */
final class LimitValidator implements Validator {

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        Set<LimitModel> limits = new LinkedHashSet<>(queue.settings().limits());
        for (JobModel job : queue.jobs()) {
            job.limits().forEach(limit -> KeyCheck.check(job, limit.by(), reporter));
            limits.addAll(job.limits());
        }
        limits.forEach(limit -> values(limit, reporter));
    }

    private static void values(LimitModel limit, Reporter reporter) {
        if (limit instanceof LimitModel.Concurrency concurrency) {
            atLeastOne("concurrency", concurrency.most(), reporter);
        } else if (limit instanceof LimitModel.Rate rate) {
            atLeastOne("permits", rate.permits(), reporter);
            atLeastOne("burst", rate.burst(), reporter);
            DurationCheck.check(rate.per(), reporter)
                    .filter(per -> per.duration().isZero())
                    .ifPresent(zero -> reporter.report(
                            Problem.RATE_LIMIT_PER_ZERO,
                            rate.per().position(),
                            rate.per().value()));
        }
    }

    private static void atLeastOne(String name, @Nullable Setting<Integer> setting, Reporter reporter) {
        if (setting != null && setting.value() < 1) {
            reporter.report(Problem.LIMIT_RANGE, setting.position(), name, setting.value());
        }
    }
}
