package dev.typedqueue.processor.reading;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.typedqueue.annotation.Cron;
import dev.typedqueue.annotation.Every;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Priority;
import dev.typedqueue.annotation.Retry;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.Naming;
import dev.typedqueue.processor.model.PayloadModel;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the jobs of one queue. */
final class JobReader {

    private static final String CONTEXT = "dev.typedqueue.JobContext";

    private final ProcessingEnvironment environment;
    private final Reporter reporter;
    private final Values values;
    private final TypeElement queue;

    JobReader(ProcessingEnvironment environment, Reporter reporter, Values values, TypeElement queue) {
        this.environment = environment;
        this.reporter = reporter;
        this.values = values;
        this.queue = queue;
    }

    Optional<JobModel> read(ExecutableElement method) {
        Annotated job = annotated(method, Job.class).orElseThrow();
        List<? extends VariableElement> parameters = method.getParameters();
        boolean takesContext = !parameters.isEmpty()
                && isContext(parameters.get(parameters.size() - 1).asType());
        List<? extends VariableElement> data = takesContext ? parameters.subList(0, parameters.size() - 1) : parameters;
        String name = job.string("name");
        String methodName = method.getSimpleName().toString();
        PayloadModel payload = payload(methodName, data);
        return Optional.of(new JobModel(
                method,
                methodName,
                name.isEmpty() ? Naming.snakeCase(methodName) : values.name(job, "name", name),
                job.strings("formerNames"),
                job.integer("version"),
                job.integers("alsoReads"),
                payload,
                takesContext,
                rule(method, Retry.class).map(this::retry).orElse(null),
                rule(method, Priority.class)
                        .map(rule -> values.range(rule, "value", -1_000, 1_000))
                        .orElse(0),
                annotated(method, Unique.class)
                        .map(rule -> unique(rule, payload))
                        .orElse(null),
                schedule(method),
                environment.getElementUtils().getDocComment(method)));
    }

    /** A rule on the job, or the queue's as its default. */
    private Optional<Annotated> rule(ExecutableElement method, Class<?> annotation) {
        return annotated(method, annotation).or(() -> annotated(queue, annotation));
    }

    private Optional<Annotated> annotated(Element element, Class<?> annotation) {
        return Annotated.find(element, annotation, environment.getElementUtils());
    }

    private static boolean isContext(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED
                && ((TypeElement) ((DeclaredType) type).asElement())
                        .getQualifiedName()
                        .contentEquals(CONTEXT);
    }

    private PayloadModel payload(String method, List<? extends VariableElement> data) {
        if (data.size() == 1
                && data.get(0).asType() instanceof DeclaredType type
                && type.asElement().getKind() == ElementKind.RECORD) {
            TypeElement record = (TypeElement) type.asElement();
            List<PayloadModel.Component> components = record.getRecordComponents().stream()
                    .map(component -> new PayloadModel.Component(
                            component.getSimpleName().toString(), TypeName.get(component.asType()), List.of()))
                    .toList();
            return new PayloadModel(TypeName.get(type), ClassName.get(record), false, components);
        }
        ClassName name = ClassName.get(
                environment
                        .getElementUtils()
                        .getPackageOf(queue)
                        .getQualifiedName()
                        .toString(),
                Naming.capitalised(method) + "Payload");
        List<PayloadModel.Component> components = data.stream()
                .map(parameter -> new PayloadModel.Component(
                        parameter.getSimpleName().toString(), TypeName.get(parameter.asType()), annotations(parameter)))
                .toList();
        return new PayloadModel(name, name, true, components);
    }

    private static List<AnnotationSpec> annotations(VariableElement parameter) {
        return parameter.getAnnotationMirrors().stream()
                .map(AnnotationSpec::get)
                .toList();
    }

    private JobModel.RetryModel retry(Annotated retry) {
        return new JobModel.RetryModel(
                values.range(retry, "maxAttempts", 1, Integer.MAX_VALUE),
                values.duration(retry, "firstDelay"),
                values.duration(retry, "maxDelay"),
                values.range(retry, "multiplier", 1.0, 1_000.0),
                values.range(retry, "jitter", 0.0, 1.0),
                retry.types("stopOn").stream().map(TypeName::get).toList());
    }

    private JobModel.UniqueModel unique(Annotated unique, PayloadModel payload) {
        List<String> names =
                payload.components().stream().map(PayloadModel.Component::name).toList();
        List<String> by = unique.strings("by");
        for (String each : by) {
            if (!names.contains(each)) {
                values.report(
                        Problem.UNKNOWN_COMPONENT,
                        unique,
                        "by",
                        each,
                        payload.raw().simpleName(),
                        Similar.hint(each, names));
            }
        }
        return new JobModel.UniqueModel(
                by.isEmpty() ? names : by,
                unique.constant("until"),
                unique.string("within").isEmpty() ? null : values.duration(unique, "within"),
                unique.constant("onConflict"));
    }

    private JobModel.@Nullable ScheduleModel schedule(ExecutableElement method) {
        Optional<Annotated> cron = annotated(method, Cron.class);
        if (cron.isPresent()) {
            return new JobModel.ScheduleModel.Cron(
                    cron.get().string("value"),
                    cron.get().string("zone"),
                    cron.get().constant("missed"));
        }
        return annotated(method, Every.class)
                .map(every ->
                        new JobModel.ScheduleModel.Every(values.duration(every, "value"), every.constant("missed")))
                .orElse(null);
    }
}
