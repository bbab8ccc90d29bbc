package dev.typedqueue.processor.reading;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.typedqueue.annotation.Cron;
import dev.typedqueue.annotation.Every;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Priority;
import dev.typedqueue.annotation.Retry;
import dev.typedqueue.annotation.Timeout;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.processor.model.DelaysModel;
import dev.typedqueue.processor.model.Deprecation;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.KeyedRule;
import dev.typedqueue.processor.model.LimitModel;
import dev.typedqueue.processor.model.MethodModel;
import dev.typedqueue.processor.model.Names;
import dev.typedqueue.processor.model.PayloadModel;
import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.RetryModel;
import dev.typedqueue.processor.model.ScheduleModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.UniqueModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads a job and its rules. */
final class JobReader {

    static final String JOB_CONTEXT = "dev.typedqueue.JobContext";

    private final String packageName;
    private final TypeReader types;
    private final PayloadReader payloads;
    private final DocumentationReader documentation;

    JobReader(String packageName, TypeReader types, PayloadReader payloads, DocumentationReader documentation) {
        this.packageName = packageName;
        this.types = types;
        this.payloads = payloads;
        this.documentation = documentation;
    }

    /**
     * Reads a job.
     *
     * @param defaults the queue's rules for its jobs
     */
    JobModel read(ExecutableElement element, MethodModel method, QueueModel.Settings defaults) {
        ReadAnnotation job = Objects.requireNonNull(ReadAnnotation.of(element, Job.class));
        List<? extends VariableElement> parameters = element.getParameters().stream()
                .filter(parameter -> !isContext(parameter.asType()))
                .toList();
        RetryModel ownRetry = retry(element);
        Setting<Integer> ownPriority = priority(element);
        Setting<String> ownTimeout = timeout(element);
        Setting<String> name = name(job, method);
        PayloadModel payload = payloads.read(packageName, element, parameters);
        Keys keys = Keys.ofJob(method, payload);
        List<LimitModel> limits = new ArrayList<>(defaults.limits());
        limits.addAll(LimitReader.read(element, keys, name.value() + "."));
        UniqueModel ownUnique = unique(element, keys);
        return new JobModel(
                method,
                job.position(),
                name,
                job.strings("formerNames"),
                job.integer("version"),
                job.integers("alsoReads"),
                job.strings("tags"),
                payload,
                parameters.size() < element.getParameters().size(),
                ownRetry == null ? defaults.retry() : ownRetry,
                ownPriority == null ? defaults.priority() : ownPriority,
                ownTimeout == null ? defaults.timeout() : ownTimeout,
                ownUnique == null && !payload.components().isEmpty() ? defaults.unique() : ownUnique,
                limits,
                schedules(element),
                documentation.read(element),
                deprecation(element));
    }

    private static boolean isContext(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                && ((TypeElement) ((DeclaredType) type).asElement())
                        .getQualifiedName()
                        .contentEquals(JOB_CONTEXT);
    }

    private static Setting<String> name(ReadAnnotation job, MethodModel method) {
        Setting<String> name = job.text("name");
        return name == null ? new Setting<>(Names.snakeCase(method.name()), method.position()) : name;
    }

    /** The {@code @Retry} of a job or a queue. */
    @Nullable
    RetryModel retry(Element element) {
        ReadAnnotation retry = ReadAnnotation.of(element, Retry.class);
        if (retry == null) {
            return null;
        }
        return new RetryModel(
                retry.position(),
                retry.integer("maxAttempts"),
                delays(retry),
                retry.decimal("jitter"),
                exceptions(retry, "stopOn"),
                exceptions(retry, "requeueOn"),
                retry.string("requeueDelay"),
                retry.annotations("on").stream()
                        .map(on -> new RetryModel.On(exceptions(on, "value"), delays(on)))
                        .toList());
    }

    private static DelaysModel delays(ReadAnnotation retry) {
        return new DelaysModel(
                retry.position(),
                retry.string("firstDelay"),
                retry.string("maxDelay"),
                retry.decimal("multiplier"),
                retry.strings("delays"));
    }

    private List<RetryModel.ExceptionClass> exceptions(ReadAnnotation retry, String member) {
        return retry.types(member).stream()
                .map(each -> exception(each.value(), each.position()))
                .toList();
    }

    private RetryModel.ExceptionClass exception(TypeMirror type, Position position) {
        List<TypeName> ancestors = new ArrayList<>();
        for (TypeElement each = superclass(type); each != null; each = superclass(each.asType())) {
            ancestors.add(ClassName.get(each));
        }
        return new RetryModel.ExceptionClass(types.read(type), ancestors, position);
    }

    private static @Nullable TypeElement superclass(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                        && ((TypeElement) ((DeclaredType) type).asElement()).getSuperclass()
                                instanceof DeclaredType above
                        && above.getKind() == TypeKind.DECLARED
                ? (TypeElement) above.asElement()
                : null;
    }

    /** The {@code @Priority} of a job or a queue. */
    static @Nullable Setting<Integer> priority(Element element) {
        ReadAnnotation priority = ReadAnnotation.of(element, Priority.class);
        return priority == null ? null : priority.integer("value");
    }

    /** The {@code @Timeout} of a job or a queue. */
    static @Nullable Setting<String> timeout(Element element) {
        ReadAnnotation timeout = ReadAnnotation.of(element, Timeout.class);
        return timeout == null ? null : timeout.string("value");
    }

    /** The {@code @Unique} of a job or a queue. */
    static @Nullable UniqueModel unique(Element element, Keys keys) {
        ReadAnnotation unique = ReadAnnotation.of(element, Unique.class);
        if (unique == null) {
            return null;
        }
        return new UniqueModel(
                unique.position(),
                keys.of(KeyedRule.UNIQUE, unique.strings("by")),
                unique.constant("until"),
                unique.text("within"),
                unique.constant("onConflict"),
                unique.text("delay"),
                unique.text("maxWait"));
    }

    private static List<ScheduleModel> schedules(Element element) {
        List<ScheduleModel> schedules = new ArrayList<>();
        ReadAnnotation cron = ReadAnnotation.of(element, Cron.class);
        if (cron != null) {
            cron.required("value")
                    .ifPresent(expression -> schedules.add(
                            new ScheduleModel.Cron(cron.position(), expression, cron.string("zone"), spread(cron))));
        }
        ReadAnnotation every = ReadAnnotation.of(element, Every.class);
        if (every != null) {
            every.required("value")
                    .ifPresent(period -> schedules.add(
                            new ScheduleModel.Every(every.position(), period, every.constant("from"), spread(every))));
        }
        return schedules;
    }

    private static ScheduleModel.Spread spread(ReadAnnotation schedule) {
        return new ScheduleModel.Spread(
                schedule.constant("missed"), schedule.integer("mostMissed"), schedule.text("jitter"));
    }

    private static @Nullable Deprecation deprecation(Element element) {
        ReadAnnotation deprecated = ReadAnnotation.of(element, Deprecated.class);
        if (deprecated == null) {
            return null;
        }
        Setting<String> since = deprecated.text("since");
        Setting<Boolean> forRemoval = deprecated.flag("forRemoval");
        return new Deprecation(since == null ? null : since.value(), forRemoval != null && forRemoval.value());
    }
}
