package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.DelaysModel;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.RetryModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.WrittenDuration;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code @Retry} and {@code @Priority}, on the queue and on its jobs. */
final class RetryValidator implements Validator {

    private static final Duration LEAST_REQUEUE_DELAY = Duration.ofSeconds(1);
    private static final int GREATEST_PRIORITY = 1_000;

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        Stream<RetryModel> retries = Stream.concat(
                Stream.ofNullable(queue.settings().retry()),
                queue.jobs().stream().map(JobModel::retry));
        Set<RetryModel> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        retries.filter(Objects::nonNull).filter(distinct::add).forEach(retry -> retry(retry, reporter));

        Stream<Setting<Integer>> priorities = Stream.concat(
                Stream.ofNullable(queue.settings().priority()),
                queue.jobs().stream().map(JobModel::priority));
        new LinkedHashSet<>(priorities.filter(Objects::nonNull).toList())
                .forEach(priority -> priority(priority, reporter));
    }

    private static void priority(Setting<Integer> priority, Reporter reporter) {
        if (Math.abs((long) priority.value()) > GREATEST_PRIORITY) {
            reporter.report(Problem.PRIORITY_RANGE, priority.position(), priority.value());
        }
    }

    private static void retry(RetryModel retry, Reporter reporter) {
        Setting<Integer> attempts = retry.maxAttempts();
        if (attempts != null && attempts.value() < 1) {
            range("maxAttempts", attempts, "how often a job is tried, the first time included", "1 or more", reporter);
        }
        Setting<Double> jitter = retry.jitter();
        if (jitter != null && !(jitter.value() >= 0 && jitter.value() <= 1)) {
            range("jitter", jitter, "the share of a delay by which it is changed", "a number from 0 to 1", reporter);
        }
        DelaysCheck.check(retry.delays(), reporter);
        areUsed(retry, retry.delays(), reporter);
        for (RetryModel.On on : retry.on()) {
            DelaysCheck.check(on.delays(), reporter);
            areUsed(retry, on.delays(), reporter);
            if (on.exceptions().isEmpty()) {
                reporter.report(
                        Problem.RETRY_RANGE,
                        on.delays().position(),
                        "@Retry.On",
                        "for no exception",
                        "what is done after those that it names",
                        "one or more, or remove it");
            }
        }
        ExceptionsCheck.check(retry, reporter);
        requeueDelay(retry, reporter);
    }

    private static void range(String name, Setting<?> setting, String meaning, String range, Reporter reporter) {
        reporter.report(Problem.RETRY_RANGE, setting.position(), name, setting.value(), meaning, range);
    }

    private static void areUsed(RetryModel retry, DelaysModel delays, Reporter reporter) {
        int attempts = retry.maxAttemptsOrDefault();
        int written = delays.writtenOut().size();
        if (written > 0 && attempts >= 1 && attempts <= written) {
            Setting<?> place =
                    retry.maxAttempts() == null ? delays.writtenOut().get(attempts - 1) : retry.maxAttempts();
            String remedy = delays.equals(retry.delays()) ? "Leave maxAttempts out, or write " : "Write ";
            reporter.report(
                    Problem.RETRY_WRITTEN_OUT,
                    place.position(),
                    "maxAttempts is " + attempts + " beside " + written + (written == 1 ? " delay" : " delays"),
                    "The last delays would never be used",
                    remedy + (written + 1) + " or more");
        }
    }

    /** A requeue has no end: without a delay it would be a busy loop. */
    private static void requeueDelay(RetryModel retry, Reporter reporter) {
        Setting<String> delay = retry.requeueDelay();
        if (delay == null) {
            if (!retry.requeueOn().isEmpty()) {
                reporter.report(
                        Problem.RETRY_REQUEUE,
                        retry.requeueOn().get(0).position(),
                        "requeueOn has no requeueDelay",
                        "Such a job would run again and again without a pause",
                        "Write when it runs again, such as requeueDelay = \"30s\"");
            }
            return;
        }
        Optional<WrittenDuration> written = DurationCheck.check(delay, reporter);
        if (retry.requeueOn().isEmpty()) {
            reporter.report(
                    Problem.RETRY_REQUEUE,
                    delay.position(),
                    "requeueDelay has no requeueOn",
                    "No exception requeues a job",
                    "Name the exceptions in requeueOn, or remove it");
        } else if (written.isPresent() && written.get().duration().compareTo(LEAST_REQUEUE_DELAY) < 0) {
            reporter.report(
                    Problem.RETRY_REQUEUE,
                    delay.position(),
                    "requeueDelay is " + delay.value(),
                    "A requeue has no end, and would be a busy loop",
                    "Write 1s or more");
        }
    }
}
