package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.ComponentModel;
import dev.typedqueue.processor.model.DelaysModel;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.KeyModel;
import dev.typedqueue.processor.model.KeyedRule;
import dev.typedqueue.processor.model.LimitModel;
import dev.typedqueue.processor.model.MethodModel.Role;
import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.RetryModel;
import dev.typedqueue.processor.model.RuleModel;
import dev.typedqueue.processor.model.ScheduleModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.UniqueModel;
import dev.typedqueue.processor.model.WrittenDuration;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Rules of one job each of which is well by itself, and of which one can never have an effect beside the other. */
final class ContradictionValidator implements Validator {

    private static final String REMOVE_ONE = "Remove one of the two";

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        for (JobModel job : queue.jobs()) {
            List<LimitModel> limits = job.limits().stream()
                    .filter(limit -> !queue.settings().limits().contains(limit))
                    .toList();
            if (hasClearKeys(job)) {
                limits.forEach(limit -> besideOrder(job, limit, limits, reporter));
                if (job.unique() != null && job.method().has("Unique")) {
                    limits.forEach(limit -> besideUnique(job, job.unique(), limit, reporter));
                }
            }
            limits.forEach(limit -> besideSchedule(job, limit, reporter));
        }
        Stream<@Nullable RetryModel> retries = Stream.concat(
                Stream.of(queue.settings()).map(QueueModel.Settings::retry),
                queue.jobs().stream().map(JobModel::retry));
        Set<RetryModel> seen = new HashSet<>();
        retries.forEach(retry -> {
            if (retry != null && seen.add(retry)) {
                besideOneAttempt(retry, reporter);
            }
        });
        queue.rules().stream()
                .filter(rule -> rule.kind() == RuleModel.Kind.BACKOFF)
                .filter(rule -> !queue.jobsOf(rule).isEmpty()
                        && queue.jobsOf(rule).stream().allMatch(job -> hasOneAttempt(job.retry())))
                .forEach(rule -> neverUsed("@Backoff", rule.annotation(), reporter));
    }

    /** Of which rule a key is that names none among several is reported elsewhere. */
    private static boolean hasClearKeys(JobModel job) {
        return KeyedRule.on(job.method()).size() < 2
                || job.payload().components().stream().map(ComponentModel::key).noneMatch(key -> isUnclear(key));
    }

    private static boolean isUnclear(@Nullable KeyModel key) {
        return key != null && key.rules().isEmpty();
    }

    /** Those that run one after another are never too many. */
    private static void besideOrder(JobModel job, LimitModel limit, List<LimitModel> limits, Reporter reporter) {
        boolean isOrdered = limits.stream()
                .anyMatch(other ->
                        other instanceof LimitModel.Order && names(limit.by()).containsAll(names(other.by())));
        if (limit instanceof LimitModel.Concurrency && isOrdered) {
            report(job, "Limit", "@Ordered", "At most one of those that it counts together runs at a time", reporter);
        }
    }

    /** One job for each key is neither too many nor before another, until the next one may be added. */
    private static void besideUnique(JobModel job, UniqueModel unique, LimitModel limit, Reporter reporter) {
        String until = unique.until() == null ? "FINISHED" : unique.until().value();
        Collection<String> key = unique.by().isEmpty()
                ? job.payload().components().stream().map(ComponentModel::name).toList()
                : names(unique.by());
        boolean isAlone = !until.equals("STARTED") && names(limit.by()).containsAll(key);
        if (isAlone && limit instanceof LimitModel.Concurrency) {
            report(job, "Limit", "@Unique", "There is at most one unfinished job for each of its keys", reporter);
        } else if (isAlone && limit instanceof LimitModel.Order order && !stopsBehindDeadLetters(order, until)) {
            report(job, "Ordered", "@Unique", "There is at most one unfinished job for each of its keys", reporter);
        }
    }

    private static boolean stopsBehindDeadLetters(LimitModel.Order order, String until) {
        return until.equals("FINISHED")
                && order.onFailure() != null
                && order.onFailure().value().equals("STOP");
    }

    private static Set<String> names(List<Setting<String>> by) {
        return by.stream().map(Setting::value).collect(Collectors.toSet());
    }

    private static void report(JobModel job, String rule, String other, String why, Reporter reporter) {
        job.method().roles().stream()
                .filter(role -> role.annotation().equals(rule))
                .map(Role::position)
                .forEach(place -> reporter.report(
                        Problem.RULES_CONTRADICT,
                        place,
                        "@" + rule + " of the job " + job.methodName() + " has no effect beside " + other,
                        why,
                        REMOVE_ONE));
    }

    /** What is added faster than it is let through waits longer and longer, unless it is added once. */
    private static void besideSchedule(JobModel job, LimitModel limit, Reporter reporter) {
        if (!(limit instanceof LimitModel.Rate rate) || job.unique() != null) {
            return;
        }
        Optional<Duration> per = WrittenDuration.parse(rate.per().value()).map(WrittenDuration::duration);
        for (ScheduleModel schedule : job.schedules()) {
            if (schedule instanceof ScheduleModel.Every every && !every.isFromEnd() && per.isPresent()) {
                WrittenDuration.parse(every.period().value())
                        .map(WrittenDuration::duration)
                        .filter(period -> isFaster(period, rate.permits().value(), per.get()))
                        .ifPresent(period -> reporter.report(
                                Problem.RULES_CONTRADICT,
                                rate.per().position(),
                                "@RateLimit of the job " + job.methodName() + " lets fewer through than @Every adds",
                                "They would wait longer and longer",
                                "Let more through, add fewer, or add @Unique"));
            }
        }
    }

    private static boolean isFaster(Duration period, int permits, Duration per) {
        return permits >= 1 && (double) period.toMillis() * permits < per.toMillis();
    }

    private static boolean hasOneAttempt(@Nullable RetryModel retry) {
        return retry != null
                && retry.maxAttempts() != null
                && retry.maxAttempts().value() == 1;
    }

    private static void besideOneAttempt(RetryModel retry, Reporter reporter) {
        if (!hasOneAttempt(retry)) {
            return;
        }
        DelaysModel delays = retry.delays();
        neverUsed("firstDelay", delays.firstDelay(), reporter);
        neverUsed("maxDelay", delays.maxDelay(), reporter);
        neverUsed("multiplier", delays.multiplier(), reporter);
        neverUsed("jitter", retry.jitter(), reporter);
        retry.on().forEach(on -> neverUsed("@Retry.On", on.delays().position(), reporter));
    }

    private static void neverUsed(String name, @Nullable Setting<?> setting, Reporter reporter) {
        if (setting != null) {
            neverUsed(name, setting.position(), reporter);
        }
    }

    private static void neverUsed(String name, Position position, Reporter reporter) {
        reporter.report(
                Problem.RULES_CONTRADICT,
                position,
                name + " has no effect beside maxAttempts = 1",
                "There is no second attempt",
                REMOVE_ONE);
    }
}
