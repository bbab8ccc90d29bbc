package dev.typedqueue.processor.validation;

import com.palantir.javapoet.TypeName;
import dev.typedqueue.processor.model.ComponentModel;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.KeyModel;
import dev.typedqueue.processor.model.KeyedRule;
import dev.typedqueue.processor.model.LimitModel;
import dev.typedqueue.processor.model.ParameterModel;
import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code @Key}: whether it stands on a component, and makes the key of a rule that names none itself. */
final class KeyValidator implements Validator {

    private static final String CONTEXT = "dev.typedqueue.JobContext";

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        for (JobModel job : queue.jobs()) {
            parameters(job, reporter);
            for (ComponentModel component : job.payload().components()) {
                if (component.key() != null) {
                    key(queue, job, component.name(), component.key(), reporter);
                }
            }
        }
    }

    private static void parameters(JobModel job, Reporter reporter) {
        for (ParameterModel parameter : job.method().parameters()) {
            Position key = parameter.key();
            boolean isContext = parameter.type().toString().equals(CONTEXT);
            if (key != null && isContext) {
                reporter.report(Problem.KEY_MISPLACED, key, parameter.name(), "It is no part of the payload");
            } else if (key != null && !job.payload().isGenerated()) {
                reporter.report(Problem.KEY_MISPLACED, key, parameter.name(), "It is the payload as a whole");
            }
        }
    }

    private static void key(QueueModel queue, JobModel job, String component, KeyModel key, Reporter reporter) {
        List<KeyedRule> own = KeyedRule.on(job.method());
        if (key.rules().isEmpty()) {
            unnamed(job, component, key, own, reporter);
        }
        List<TypeName> seen = new ArrayList<>();
        for (Setting<TypeName> named : key.rules()) {
            named(queue, job, component, named, seen, reporter);
            seen.add(named.value());
        }
        own.stream()
                .filter(rule -> key.makesKeyOf(rule, job.method()))
                .filter(rule -> written(queue, job, rule).anyMatch(by -> !isAnnotated(job, by)))
                .forEach(rule ->
                        reporter.report(Problem.KEY_NAMED_TWICE, key.position(), rule.annotation(), job.methodName()));
    }

    private static void unnamed(JobModel job, String component, KeyModel key, List<KeyedRule> own, Reporter reporter) {
        if (own.isEmpty()) {
            String remedy = "Add such a rule to the job, or remove @Key. A rule of the queue names its key in \"by\".";
            reporter.report(Problem.KEY_UNUSED, key.position(), component, job.methodName(), "rule with a key", remedy);
        } else if (own.size() > 1) {
            reporter.report(
                    Problem.KEY_AMBIGUOUS,
                    key.position(),
                    component,
                    job.methodName(),
                    Words.all(own.stream().map(rule -> "@" + rule.annotation()).toList()),
                    own.get(0).annotation());
        }
    }

    private static void named(
            QueueModel queue,
            JobModel job,
            String component,
            Setting<TypeName> named,
            List<TypeName> seen,
            Reporter reporter) {
        String name = Words.simple(named.value());
        Optional<KeyedRule> rule = KeyedRule.of(named.value());
        if (rule.isEmpty()) {
            String remedy = "Name @Unique, @Limit, @RateLimit or @Ordered.";
            reporter.report(Problem.KEY_RULE, named.position(), "@" + name, ", which takes no key", remedy);
        } else if (seen.contains(named.value())) {
            reporter.report(Problem.KEY_RULE, named.position(), "@" + name, " twice", "Once is enough. Remove one.");
        } else if (!job.method().has(name)) {
            String remedy = isOnQueue(queue, rule.get())
                    ? "That of the queue names its key in \"by\", for all jobs."
                    : "Add @" + name + " to the job, or remove it here.";
            reporter.report(Problem.KEY_UNUSED, named.position(), component, job.methodName(), "@" + name, remedy);
        }
    }

    private static boolean isOnQueue(QueueModel queue, KeyedRule rule) {
        return rule == KeyedRule.UNIQUE
                ? queue.settings().unique() != null
                : queue.settings().limits().stream().anyMatch(limit -> isOf(rule, limit));
    }

    private static boolean isOf(KeyedRule rule, LimitModel limit) {
        return switch (rule) {
            case UNIQUE -> false;
            case LIMIT -> limit instanceof LimitModel.Concurrency;
            case RATE_LIMIT -> limit instanceof LimitModel.Rate;
            case ORDERED -> limit instanceof LimitModel.Order;
        };
    }

    /** What makes the key of a rule on the job itself. */
    private static Stream<Setting<String>> written(QueueModel queue, JobModel job, KeyedRule rule) {
        if (rule == KeyedRule.UNIQUE) {
            return job.unique() == null ? Stream.of() : job.unique().by().stream();
        }
        return job.limits().stream()
                .filter(limit -> isOf(rule, limit) && !queue.settings().limits().contains(limit))
                .flatMap(limit -> limit.by().stream());
    }

    private static boolean isAnnotated(JobModel job, Setting<String> by) {
        return job.payload().components().stream()
                .map(ComponentModel::key)
                .anyMatch(key -> key != null && key.position().equals(by.position()));
    }
}
