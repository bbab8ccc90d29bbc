package dev.typedqueue.processor.reading;

import dev.typedqueue.annotation.BeforeAdd;
import dev.typedqueue.annotation.BeforeRun;
import dev.typedqueue.annotation.OnExhausted;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.RuleModel;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.List;
import java.util.Optional;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Reads the rule methods of one queue. */
final class RuleReader {

    private final ProcessingEnvironment environment;
    private final Values values;
    private final List<JobModel> jobs;
    private final String queue;

    RuleReader(ProcessingEnvironment environment, Reporter reporter, List<JobModel> jobs, String queue) {
        this.environment = environment;
        this.values = new Values(reporter);
        this.jobs = jobs;
        this.queue = queue;
    }

    /** The rule that a method declares, if it does. */
    Optional<RuleModel> read(ExecutableElement method) {
        return find(method, BeforeAdd.class)
                .map(rule -> rule(method, rule, RuleModel.Kind.BEFORE_ADD))
                .or(() -> find(method, BeforeRun.class).map(rule -> rule(method, rule, RuleModel.Kind.BEFORE_RUN)))
                .or(() -> find(method, OnExhausted.class).map(rule -> rule(method, rule, RuleModel.Kind.ON_EXHAUSTED)));
    }

    private Optional<Annotated> find(ExecutableElement method, Class<?> annotation) {
        return Annotated.find(method, annotation, environment.getElementUtils());
    }

    private RuleModel rule(ExecutableElement method, Annotated rule, RuleModel.Kind kind) {
        List<? extends TypeMirror> types =
                method.getParameters().stream().map(VariableElement::asType).toList();
        boolean takesContext =
                types.stream().anyMatch(type -> is(type, "dev.typedqueue.JobContext", "dev.typedqueue.AddContext"));
        boolean takesCause = types.stream().anyMatch(type -> is(type, "java.lang.Throwable"));
        boolean takesPayload = types.size() > (takesContext ? 1 : 0) + (takesCause ? 1 : 0);
        List<String> named = rule.strings("value");
        List<String> known = jobs.stream().map(JobModel::method).toList();
        for (String each : named) {
            if (!known.contains(each)) {
                values.report(Problem.UNKNOWN_JOB, rule, "value", each, queue, Similar.hint(each, known));
            }
        }
        List<String> chosen = named;
        if (named.isEmpty()) {
            chosen = takesPayload ? jobsWith(types.get(0)) : known;
        }
        return new RuleModel(
                method, kind, method.getSimpleName().toString(), chosen, takesPayload, takesContext, takesCause);
    }

    private List<String> jobsWith(TypeMirror payload) {
        Types types = environment.getTypeUtils();
        String name = types.erasure(payload).toString();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return jobs.stream()
                .filter(job -> job.payload().raw().canonicalName().equals(name)
                        || (job.payload().isGenerated()
                                && job.payload().raw().simpleName().equals(simple)))
                .map(JobModel::method)
                .toList();
    }

    private static boolean is(TypeMirror type, String... names) {
        return List.of(names).contains(type.toString());
    }
}
