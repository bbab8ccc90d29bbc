package dev.typedqueue.processor.validation;

import com.palantir.javapoet.TypeName;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.RetryModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.WrittenDuration;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code @Retry} and {@code @Priority}, on the queue and on its jobs. */
final class RetryValidator implements Validator {

    private static final int GREATEST_PRIORITY = 1_000;
    private static final Set<String> EVERYTHING = Set.of("java.lang.Throwable", "java.lang.Exception");

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        Stream<RetryModel> retries = Stream.concat(
                Stream.ofNullable(queue.settings().retry()),
                queue.jobs().stream().map(JobModel::retry));
        new LinkedHashSet<>(retries.filter(Objects::nonNull).toList()).forEach(retry -> retry(retry, reporter));

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
        Setting<Double> multiplier = retry.multiplier();
        if (multiplier != null && !(multiplier.value() >= 1 && multiplier.value() < Double.POSITIVE_INFINITY)) {
            range("multiplier", multiplier, "by how much each delay is longer than the last", "1 or more", reporter);
        }
        Setting<Double> jitter = retry.jitter();
        if (jitter != null && !(jitter.value() >= 0 && jitter.value() <= 1)) {
            range("jitter", jitter, "the share of a delay by which it is changed", "a number from 0 to 1", reporter);
        }
        delays(retry, reporter);
        stopOn(retry, reporter);
    }

    private static void range(String name, Setting<?> setting, String meaning, String range, Reporter reporter) {
        reporter.report(Problem.RETRY_RANGE, setting.position(), name, setting.value(), meaning, range);
    }

    private static void delays(RetryModel retry, Reporter reporter) {
        Optional<WrittenDuration> first = DurationCheck.check(retry.firstDelay(), reporter);
        Optional<WrittenDuration> longest = DurationCheck.check(retry.maxDelay(), reporter);
        boolean areReadable =
                (retry.firstDelay() == null || first.isPresent()) && (retry.maxDelay() == null || longest.isPresent());
        if (!areReadable) {
            return;
        }
        WrittenDuration firstOrDefault = first.orElse(RetryModel.DEFAULT_FIRST_DELAY);
        WrittenDuration longestOrDefault = longest.orElse(RetryModel.DEFAULT_MAX_DELAY);
        if (longestOrDefault.duration().compareTo(firstOrDefault.duration()) < 0) {
            Setting<String> place = retry.maxDelay() == null ? retry.firstDelay() : retry.maxDelay();
            reporter.report(
                    Problem.RETRY_DELAYS,
                    place == null ? retry.position() : place.position(),
                    longestOrDefault,
                    firstOrDefault);
        }
    }

    private static void stopOn(RetryModel retry, Reporter reporter) {
        List<TypeName> all =
                retry.stopOn().stream().map(RetryModel.StopOn::type).toList();
        List<TypeName> seen = new ArrayList<>();
        for (RetryModel.StopOn stop : retry.stopOn()) {
            String name = Words.simple(stop.type());
            Optional<TypeName> covering =
                    stop.ancestors().stream().filter(all::contains).findFirst();
            if (EVERYTHING.contains(stop.type().toString())) {
                reporter.report(
                        Problem.RETRY_STOP_ON,
                        stop.position(),
                        name,
                        ", which every failure is",
                        "No job would be tried again. Write maxAttempts = 1 instead.");
            } else if (seen.contains(stop.type())) {
                reporter.report(
                        Problem.RETRY_STOP_ON, stop.position(), name, " twice", "Once is enough. Remove one of them.");
            } else if (covering.isPresent()) {
                reporter.report(
                        Problem.RETRY_STOP_ON,
                        stop.position(),
                        name,
                        " and its superclass " + Words.simple(covering.get()),
                        "Subclasses are included. Remove it.");
            }
            seen.add(stop.type());
        }
    }
}
