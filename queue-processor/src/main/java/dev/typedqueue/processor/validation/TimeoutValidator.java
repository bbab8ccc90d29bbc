package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code @Timeout}, on the queue and on its jobs. */
final class TimeoutValidator implements Validator {

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        Stream<Setting<String>> all = Stream.concat(
                Stream.ofNullable(queue.settings().timeout()),
                queue.jobs().stream().map(JobModel::timeout));
        Set<Setting<String>> timeouts =
                all.filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new));
        timeouts.forEach(timeout -> timeout(timeout, reporter));
    }

    private static void timeout(Setting<String> timeout, Reporter reporter) {
        DurationCheck.check(timeout, reporter)
                .filter(duration -> duration.duration().isZero())
                .ifPresent(zero -> reporter.report(Problem.TIMEOUT_ZERO, timeout.position(), timeout.value()));
    }
}
