package dev.typedqueue.processor.validation;

import com.palantir.javapoet.TypeName;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.MethodModel;
import dev.typedqueue.processor.model.MethodModel.Form;
import dev.typedqueue.processor.model.MethodModel.Role;
import dev.typedqueue.processor.model.MethodModel.Thrown;
import dev.typedqueue.processor.model.ParameterModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The methods of a queue: whether each is a job or something else, and whether jobs look like jobs. */
final class JobShapeValidator implements Validator {

    private static final Set<String> RULE_METHODS = Set.of("BeforeAdd", "BeforeRun", "Backoff", "OnExhausted");
    private static final String CONTEXT = "dev.typedqueue.JobContext";

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        if (queue.shape().isInterface()) {
            queue.methods().forEach(method -> roles(method, reporter));
        }
        Set<String> names = new HashSet<>();
        for (JobModel job : queue.jobs()) {
            shape(queue, job.method(), reporter);
            context(job.method(), reporter);
            if (!names.add(job.methodName())) {
                reporter.report(Problem.JOB_OVERLOADED, job.method().position(), job.methodName());
            }
        }
    }

    private static void roles(MethodModel method, Reporter reporter) {
        boolean isRule = method.roles().stream().anyMatch(role -> RULE_METHODS.contains(role.annotation()));
        if (method.has("Job")) {
            method.roles().stream()
                    .filter(role -> RULE_METHODS.contains(role.annotation()))
                    .forEach(role ->
                            reporter.report(Problem.JOB_AND_RULE, role.position(), method.name(), role.annotation()));
            return;
        }
        for (Role role : method.roles()) {
            if (!RULE_METHODS.contains(role.annotation())) {
                reporter.report(Problem.WITHOUT_JOB, role.position(), role.annotation(), method.name());
            }
        }
        if (!isRule && method.form() == Form.ABSTRACT && method.roles().isEmpty()) {
            reporter.report(Problem.METHOD_WITHOUT_JOB, method.position(), method.name());
        }
    }

    private static void shape(QueueModel queue, MethodModel method, Reporter reporter) {
        if (queue.shape().isInterface() && method.form() != Form.ABSTRACT) {
            reporter.report(
                    Problem.JOB_NOT_ABSTRACT,
                    method.position(),
                    method.name(),
                    method.form().name().toLowerCase(Locale.ROOT),
                    queue.simpleName());
        }
        if (method.isGeneric()) {
            reporter.report(Problem.JOB_GENERIC, method.position(), method.name());
        }
        if (!method.result().equals(TypeName.VOID)) {
            reporter.report(Problem.JOB_RESULT, method.position(), method.name(), Words.simple(method.result()));
        }
        if (method.thrown() == Thrown.THROWABLE) {
            reporter.report(Problem.JOB_THROWS, method.position(), method.name());
        }
    }

    private static void context(MethodModel method, Reporter reporter) {
        List<ParameterModel> parameters = method.parameters();
        List<ParameterModel> contexts = parameters.stream()
                .filter(parameter -> parameter.type().toString().equals(CONTEXT))
                .toList();
        if (contexts.size() > 1) {
            reporter.report(Problem.CONTEXT_TWICE, contexts.get(1).position(), method.name());
        } else if (contexts.size() == 1 && parameters.indexOf(contexts.get(0)) < parameters.size() - 1) {
            reporter.report(Problem.CONTEXT_NOT_LAST, contexts.get(0).position(), method.name());
        }
    }
}
