package dev.typedqueue.processor.reading;

import com.palantir.javapoet.ClassName;
import dev.typedqueue.annotation.BeforeAdd;
import dev.typedqueue.annotation.BeforeRun;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.OnExhausted;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retain;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.Naming;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.RuleModel;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Reads a queue's declaration, and reports what is wrong with it. */
public final class QueueReader {

    private final ProcessingEnvironment environment;
    private final Reporter reporter;
    private final Values values;

    /** A reader for one compilation. */
    public QueueReader(ProcessingEnvironment environment, Reporter reporter) {
        this.environment = environment;
        this.reporter = reporter;
        this.values = new Values(reporter);
    }

    /** The queue, or nothing if its declaration is not one. */
    public Optional<QueueModel> read(Element element) {
        Annotated queue = annotated(element, Queue.class).orElseThrow();
        if (element.getKind() != ElementKind.INTERFACE) {
            reporter.error(Problem.QUEUE_NOT_INTERFACE, element, element.getSimpleName(), Kinds.describe(element));
            return Optional.empty();
        }
        TypeElement type = (TypeElement) element;
        if (!type.getTypeParameters().isEmpty()) {
            reporter.error(Problem.QUEUE_GENERIC, element, element.getSimpleName());
            return Optional.empty();
        }
        JobReader jobs = new JobReader(environment, reporter, values, type);
        List<JobModel> read = new ArrayList<>();
        List<RuleModel> rules = new ArrayList<>();
        for (ExecutableElement method : methods(type)) {
            readMethod(method, jobs, read);
        }
        RuleReader ruleReader =
                new RuleReader(environment, reporter, read, type.getSimpleName().toString());
        methods(type).forEach(method -> ruleReader.read(method).ifPresent(rules::add));
        return Optional.of(model(type, queue, read, rules));
    }

    private List<ExecutableElement> methods(TypeElement type) {
        return ElementFilter.methodsIn(environment.getElementUtils().getAllMembers(type)).stream()
                .filter(method -> method.getEnclosingElement().getKind() == ElementKind.INTERFACE)
                .toList();
    }

    private void readMethod(ExecutableElement method, JobReader jobs, List<JobModel> read) {
        if (annotated(method, Job.class).isPresent()) {
            jobs.read(method).ifPresent(read::add);
        } else if (method.getModifiers().contains(Modifier.ABSTRACT)
                && annotated(method, BeforeRun.class).isEmpty()
                && annotated(method, OnExhausted.class).isEmpty()
                && annotated(method, BeforeAdd.class).isEmpty()) {
            reporter.error(Problem.METHOD_WITHOUT_JOB, method, method.getSimpleName());
        }
    }

    private QueueModel model(TypeElement type, Annotated queue, List<JobModel> jobs, List<RuleModel> rules) {
        String name = queue.string("name");
        return new QueueModel(
                type,
                ClassName.get(type),
                type.getModifiers().contains(Modifier.PUBLIC),
                name.isEmpty() ? Naming.snakeCase(type.getSimpleName().toString()) : values.name(queue, "name", name),
                values.range(queue, "concurrency", 1, 10_000),
                queue.flag("runOnStartup"),
                queue.flag("external"),
                queue.string("store"),
                queue.constant("onCrash").equals("DELETE"),
                annotated(type, Retain.class).map(this::retention).orElse(QueueModel.Retention.DEFAULT),
                jobs,
                rules);
    }

    private QueueModel.Retention retention(Annotated retain) {
        return new QueueModel.Retention(kept(retain, "completed"), kept(retain, "failed"), kept(retain, "cancelled"));
    }

    private @Nullable Duration kept(Annotated retain, String name) {
        return retain.string(name).equals("forever") ? null : values.duration(retain, name);
    }

    private Optional<Annotated> annotated(Element element, Class<?> annotation) {
        return Annotated.find(element, annotation, environment.getElementUtils());
    }
}
