package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.typedqueue.annotation.CrashPolicy;
import dev.typedqueue.annotation.MissedRuns;
import dev.typedqueue.annotation.Ordered;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.processor.model.ComponentModel;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.LimitModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.RetentionModel;
import dev.typedqueue.processor.model.RuleModel;
import dev.typedqueue.processor.model.ScheduleModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.UniqueModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** The constants that hold what the declaration says: what the user left to the default is left to it here too. */
final class DefinitionFields {

    private final QueueModel queue;

    DefinitionFields(QueueModel queue) {
        this.queue = queue;
    }

    FieldSpec job(JobModel job) {
        TypeName payload = job.payload().type();
        CallChain definition = new CallChain(
                "$T.named($S, new $T() {})",
                RuntimeTypes.JOB_DEFINITION,
                job.name().value(),
                ParameterizedTypeName.get(RuntimeTypes.PAYLOAD_TYPE, payload));
        if (!job.formerNames().isEmpty()) {
            definition.call("formerNames", literals(job.formerNames()));
        }
        if (job.version() != null) {
            List<Setting<Integer>> versions = new ArrayList<>(List.of(job.version()));
            versions.addAll(job.alsoReads());
            definition.call("version", literals(versions));
        }
        if (job.retry() != null && job.retry().isSaid()) {
            definition.call("retry", RetryCode.of(job.retry()));
        }
        rules(RuleModel.Kind.BACKOFF, job).forEach(rule -> definition.call("backoff", rule));
        if (job.priority() != null) {
            definition.literal("priority", job.priority().value());
        }
        if (job.timeout() != null) {
            definition.call("timeout", DurationCode.of(job.timeout()));
        }
        if (!job.tags().isEmpty()) {
            definition.call("tags", literals(job.tags()));
        }
        if (job.unique() != null) {
            definition.call("unique", unique(job, job.unique()));
        }
        for (LimitModel limit : job.limits()) {
            if (limit.by().isEmpty()) {
                definition.call("limit", limit(limit));
            } else {
                definition.call("limit", limit(limit), CodeBlock.of("payload -> $L", key(named(job, limit.by()))));
            }
        }
        for (ScheduleModel schedule : job.schedules()) {
            definition.call("schedule", schedule(schedule), CodeBlock.of("$T::new", payload));
        }
        rules(RuleModel.Kind.BEFORE_ADD, job).forEach(rule -> definition.call("beforeAdd", rule));
        definition.call("build");
        return FieldSpec.builder(ParameterizedTypeName.get(RuntimeTypes.JOB_DEFINITION, payload), job.constant())
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The job {@link $T#$L}.\n", queue.declaration(), job.methodName())
                .initializer("$>$>\n$L$<$<", definition.onLines())
                .build();
    }

    /** The static rules of a job. */
    private List<CodeBlock> rules(RuleModel.Kind kind, JobModel job) {
        CodeBlock declaration = CodeBlock.of("$T", queue.declaration());
        return queue.rules().stream()
                .filter(rule -> rule.kind() == kind && queue.jobsOf(rule).contains(job))
                .map(rule -> RuleCall.of(rule, declaration))
                .toList();
    }

    FieldSpec queue() {
        QueueModel.Settings settings = queue.settings();
        CallChain definition = new CallChain(
                "$T.named($S, $S)",
                RuntimeTypes.QUEUE_DEFINITION,
                queue.name().value(),
                queue.declaration().canonicalName());
        literal(definition, "concurrency", settings.concurrency());
        literal(definition, "runOnStartup", settings.runOnStartup());
        literal(definition, "external", settings.external());
        if (settings.store() != null) {
            definition.call("store", CodeBlock.of("$S", settings.store().value()));
        }
        if (settings.onCrash() != null) {
            definition.call("onCrash", constant(CrashPolicy.class, settings.onCrash()));
        }
        if (settings.priorityAgeing() != null) {
            definition.call("priorityAgeing", DurationCode.of(settings.priorityAgeing()));
        }
        if (settings.retention() != null) {
            CallChain retention = retention(settings.retention());
            if (!retention.isEmpty()) {
                definition.call("retention", retention.onLineIfShort());
            }
        }
        queue.jobs().forEach(job -> definition.literal("job", job.constant()));
        definition.call("build");
        return FieldSpec.builder(RuntimeTypes.QUEUE_DEFINITION, "DEFINITION")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("What {@link $T} declares.\n", queue.declaration())
                .initializer("$>$>\n$L$<$<", definition.onLines())
                .build();
    }

    private static void literal(CallChain definition, String name, @Nullable Setting<?> setting) {
        if (setting != null) {
            definition.literal(name, setting.value());
        }
    }

    private static CodeBlock constant(Class<?> type, Setting<String> name) {
        return CodeBlock.of("$T.$L", type, name.value());
    }

    private static CodeBlock literals(List<? extends Setting<?>> settings) {
        return settings.stream()
                .map(Setting::value)
                .map(value -> CodeBlock.of(value instanceof String ? "$S" : "$L", value))
                .collect(CodeBlock.joining(", "));
    }

    private static CallChain retention(RetentionModel retention) {
        CallChain policy = new CallChain("$T.DEFAULT", RuntimeTypes.RETENTION_POLICY);
        keep(policy, "withCompleted", retention.completed());
        keep(policy, "withFailed", retention.failed());
        keep(policy, "withCancelled", retention.cancelled());
        return policy;
    }

    private static void keep(CallChain policy, String method, @Nullable Setting<String> duration) {
        if (duration != null) {
            CodeBlock value = duration.value().equals("forever") ? CodeBlock.of("null") : DurationCode.of(duration);
            policy.call(method, value);
        }
    }

    private static CodeBlock unique(JobModel job, UniqueModel unique) {
        CodeBlock key = key(unique.by().isEmpty() ? job.payload().components() : named(job, unique.by()));
        boolean isChained = unique.until() != null
                || unique.within() != null
                || unique.onConflict() != null
                || unique.maxWait() != null;
        // A chained call takes the type of the payload from here, a plain one from where it is passed to.
        CallChain rule = isChained
                ? new CallChain(
                        "$T.by(($T payload) -> $L)",
                        RuntimeTypes.UNIQUE_RULE,
                        job.payload().type(),
                        key)
                : new CallChain("$T.by(payload -> $L)", RuntimeTypes.UNIQUE_RULE, key);
        if (unique.until() != null) {
            rule.call("until", constant(Unique.Until.class, unique.until()));
        }
        if (unique.within() != null) {
            rule.call("within", DurationCode.of(unique.within()));
        }
        if (unique.delay() != null) {
            rule.call("debounce", DurationCode.of(unique.delay()));
        } else if (unique.onConflict() != null) {
            rule.call("onConflict", constant(Unique.OnConflict.class, unique.onConflict()));
        }
        if (unique.maxWait() != null) {
            rule.call("maxWait", DurationCode.of(unique.maxWait()));
        }
        return rule.onLineIfShort();
    }

    private static List<ComponentModel> named(JobModel job, List<Setting<String>> names) {
        return names.stream()
                .map(name -> Objects.requireNonNull(job.payload().component(name.value())))
                .toList();
    }

    private static CodeBlock key(List<ComponentModel> components) {
        boolean isNullable = components.stream().anyMatch(ComponentModel::isNullable);
        return CodeBlock.of(
                "$T.$L($L)",
                isNullable ? Arrays.class : List.class,
                isNullable ? "asList" : "of",
                components.stream()
                        .map(component -> CodeBlock.of("payload.$L()", component.name()))
                        .collect(CodeBlock.joining(", ")));
    }

    private static CodeBlock limit(LimitModel limit) {
        if (limit instanceof LimitModel.Concurrency concurrency) {
            return CodeBlock.of(
                    "new $T.Concurrency($S, $L)",
                    RuntimeTypes.LIMIT,
                    limit.name(),
                    concurrency.most().value());
        }
        if (limit instanceof LimitModel.Rate rate) {
            return CodeBlock.of(
                    "new $T.Rate($S, $L, $L, $L)",
                    RuntimeTypes.LIMIT,
                    limit.name(),
                    rate.permits().value(),
                    DurationCode.of(rate.per()),
                    rate.burstOrDefault());
        }
        Setting<String> onFailure = ((LimitModel.Order) limit).onFailure();
        return CodeBlock.of(
                "new $T.Order($S, $T.$L)",
                RuntimeTypes.LIMIT,
                limit.name(),
                Ordered.OnFailure.class,
                onFailure == null ? Ordered.OnFailure.WAIT.name() : onFailure.value());
    }

    private static CodeBlock schedule(ScheduleModel schedule) {
        CallChain definition = timing(schedule);
        ScheduleModel.Spread spread = schedule.spread();
        if (spread.missed() != null) {
            CodeBlock missed = constant(MissedRuns.class, spread.missed());
            definition.call(
                    "withMissed",
                    spread.mostMissed() == null
                            ? missed
                            : CodeBlock.of("$L, $L", missed, spread.mostMissed().value()));
        }
        if (spread.jitter() != null) {
            definition.call("withJitter", DurationCode.of(spread.jitter()));
        }
        return definition.onLineIfShort();
    }

    private static CallChain timing(ScheduleModel schedule) {
        if (schedule instanceof ScheduleModel.Cron cron) {
            String zone = cron.zone() == null ? "UTC" : cron.zone().value();
            return new CallChain(
                    "$T.cron($S, $S)", RuntimeTypes.SCHEDULE, cron.expression().value(), zone);
        }
        ScheduleModel.Every every = (ScheduleModel.Every) schedule;
        return new CallChain(
                "$T.$L($L)",
                RuntimeTypes.SCHEDULE,
                every.isFromEnd() ? "afterEnd" : "every",
                DurationCode.of(every.period()));
    }
}
