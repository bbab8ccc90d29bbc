package dev.typedqueue.processor.validation;

import com.palantir.javapoet.TypeName;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.RetryModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.WrittenDuration;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code @Retry} and {@code @Priority}, on the queue and on its jobs. */
final class RetryValidator implements Validator {

    private static final Duration LEAST_REQUEUE_DELAY = Duration.ofSeconds(1);
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
        writtenOut(retry, reporter);
        exceptions(retry, reporter);
        requeueDelay(retry, reporter);
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

    /** Delays that are written out are not reckoned, and each is used. */
    private static void writtenOut(RetryModel retry, Reporter reporter) {
        if (retry.delays().isEmpty()) {
            return;
        }
        retry.delays().forEach(delay -> DurationCheck.check(delay, reporter));
        notBeside("firstDelay", retry.firstDelay(), reporter);
        notBeside("maxDelay", retry.maxDelay(), reporter);
        notBeside("multiplier", retry.multiplier(), reporter);
        Setting<Integer> attempts = retry.maxAttempts();
        if (attempts != null
                && attempts.value() >= 1
                && attempts.value() <= retry.delays().size()) {
            reporter.report(
                    Problem.RETRY_WRITTEN_OUT,
                    attempts.position(),
                    "maxAttempts is " + attempts.value() + " beside "
                            + retry.delays().size() + " delays",
                    "The last delays would never be used",
                    "Leave maxAttempts out, or write " + (retry.delays().size() + 1) + " or more");
        }
    }

    private static void notBeside(String name, @Nullable Setting<?> setting, Reporter reporter) {
        if (setting != null) {
            reporter.report(
                    Problem.RETRY_WRITTEN_OUT,
                    setting.position(),
                    name + " stands beside delays",
                    "It says how delays are reckoned, and these are written out",
                    "Remove one of them");
        }
    }

    private static void exceptions(RetryModel retry, Reporter reporter) {
        List<TypeName> stop = types(retry.stopOn());
        List<TypeName> requeue = types(retry.requeueOn());
        exceptions(
                "stopOn",
                retry.stopOn(),
                "No job would be tried again. Write maxAttempts = 1 instead.",
                stop,
                requeue,
                reporter);
        exceptions(
                "requeueOn",
                retry.requeueOn(),
                "No attempt would ever count. Name what passes by itself.",
                requeue,
                stop,
                reporter);
        for (RetryModel.ExceptionClass each : retry.requeueOn()) {
            if (stop.contains(each.type())) {
                reporter.report(
                        Problem.RETRY_EXCEPTION,
                        each.position(),
                        "requeueOn",
                        Words.simple(each.type()),
                        ", and so does stopOn",
                        "A job cannot do both. Remove one of them.");
            }
        }
    }

    private static List<TypeName> types(List<RetryModel.ExceptionClass> exceptions) {
        return exceptions.stream().map(RetryModel.ExceptionClass::type).toList();
    }

    private static void exceptions(
            String member,
            List<RetryModel.ExceptionClass> exceptions,
            String insteadOfEverything,
            List<TypeName> own,
            List<TypeName> others,
            Reporter reporter) {
        List<TypeName> seen = new ArrayList<>();
        for (RetryModel.ExceptionClass each : exceptions) {
            String name = Words.simple(each.type());
            Optional<TypeName> nearest = each.ancestors().stream()
                    .filter(above -> own.contains(above) || others.contains(above))
                    .findFirst();
            if (EVERYTHING.contains(each.type().toString())) {
                reporter.report(
                        Problem.RETRY_EXCEPTION,
                        each.position(),
                        member,
                        name,
                        ", which every failure is",
                        insteadOfEverything);
            } else if (seen.contains(each.type())) {
                reporter.report(
                        Problem.RETRY_EXCEPTION,
                        each.position(),
                        member,
                        name,
                        " twice",
                        "Once is enough. Remove one of them.");
            } else if (nearest.isPresent() && own.contains(nearest.get())) {
                reporter.report(
                        Problem.RETRY_EXCEPTION,
                        each.position(),
                        member,
                        name,
                        " and its superclass " + Words.simple(nearest.get()),
                        "Subclasses are included. Remove it.");
            }
            seen.add(each.type());
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
