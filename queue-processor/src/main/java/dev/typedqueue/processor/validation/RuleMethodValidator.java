package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.MethodModel;
import dev.typedqueue.processor.model.MethodModel.Form;
import dev.typedqueue.processor.model.MethodModel.Thrown;
import dev.typedqueue.processor.model.ParameterModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.RuleModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import dev.typedqueue.processor.reporting.Similar;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rule methods: whether they can be called as they are declared, and for which jobs. */
final class RuleMethodValidator implements Validator {

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        if (!queue.shape().isInterface()) {
            return;
        }
        for (RuleModel rule : queue.rules()) {
            if (rule.method().has("Job")) {
                continue;
            }
            form(queue, rule, reporter);
            result(rule, reporter);
            thrown(rule, reporter);
            parameters(rule, reporter);
            jobs(queue, rule, reporter);
            payload(queue, rule, reporter);
        }
        backoffs(queue, reporter);
    }

    private static void form(QueueModel queue, RuleModel rule, Reporter reporter) {
        MethodModel method = rule.method();
        boolean isBeforeAdd = rule.kind() == RuleModel.Kind.BEFORE_ADD;
        if (rule.kind().isStatic() && method.form() != Form.STATIC) {
            reporter.report(
                    Problem.RULE_NOT_STATIC,
                    method.position(),
                    rule.kind().annotation(),
                    method.name(),
                    isBeforeAdd
                            ? "Jobs are added where there are no handlers too"
                            : "It is a part of the declaration, like the delays that it replaces");
        }
        if (!rule.kind().isStatic() && (method.form() == Form.STATIC || method.form() == Form.PRIVATE)) {
            reporter.report(
                    Problem.RULE_STATIC,
                    method.position(),
                    rule.kind().annotation(),
                    method.name(),
                    method.form().name().toLowerCase(Locale.ROOT),
                    queue.simpleName());
        }
        if (method.isGeneric()) {
            reporter.report(Problem.RULE_GENERIC, method.position(), rule.kind().annotation(), method.name());
        }
        if (!isBeforeAdd && queue.isExternal()) {
            reporter.report(
                    Problem.RULE_EXTERNAL,
                    rule.annotation(),
                    rule.kind().annotation(),
                    method.name(),
                    queue.simpleName());
        }
    }

    private static void result(RuleModel rule, Reporter reporter) {
        String result = rule.method().result().toString();
        String expected = rule.kind().result();
        if (!result.equals(expected) && !result.startsWith(expected + ".")) {
            String meaning = switch (rule.kind()) {
                case BEFORE_ADD -> "to admit the job, or to refuse it with a reason";
                case BACKOFF -> "when the job is tried again";
                case BEFORE_RUN -> "to run the job, or to postpone it";
                case ON_EXHAUSTED -> "not looked at";
            };
            reporter.report(
                    Problem.RULE_RETURN,
                    rule.method().position(),
                    rule.kind().annotation(),
                    rule.method().name(),
                    Words.simple(rule.method().result()),
                    meaning,
                    expected.startsWith("dev.") ? expected.substring(expected.lastIndexOf('.') + 1) : expected);
        }
    }

    private static void thrown(RuleModel rule, Reporter reporter) {
        Thrown thrown = rule.method().thrown();
        if (rule.kind() == RuleModel.Kind.BEFORE_ADD && thrown != Thrown.UNCHECKED) {
            throwsTooMuch(
                    rule,
                    "a checked exception",
                    "It would reach those who call add, and they are not prepared for it",
                    "unchecked exceptions, or refuse the job",
                    reporter);
        } else if (thrown == Thrown.THROWABLE) {
            throwsTooMuch(
                    rule,
                    "more than an Exception",
                    "What is no Exception is no failure that could be handled",
                    "\"throws Exception\"",
                    reporter);
        }
    }

    private static void throwsTooMuch(RuleModel rule, String what, String why, String instead, Reporter reporter) {
        reporter.report(
                Problem.RULE_THROWS,
                rule.method().position(),
                rule.kind().annotation(),
                rule.method().name(),
                what,
                why,
                instead);
    }

    /** The payload, then what tells of the surroundings, each at most once and in order. */
    private static void parameters(RuleModel rule, Reporter reporter) {
        List<String> context = rule.kind().context();
        int next = 0;
        for (ParameterModel parameter : rule.method().parameters()) {
            int place = context.indexOf(parameter.type().toString());
            boolean isPayload = place < 0 && parameter.equals(rule.payload());
            if (isPayload ? next > 0 : place < next) {
                reporter.report(
                        Problem.RULE_PARAMETERS,
                        parameter.position(),
                        rule.kind().annotation(),
                        rule.method().name(),
                        Words.simple(parameter.type()) + " " + parameter.name(),
                        String.join(", ", rule.kind().offered()));
                return;
            }
            next = isPayload ? next : place + 1;
        }
    }

    private static void jobs(QueueModel queue, RuleModel rule, Reporter reporter) {
        Set<String> seen = new HashSet<>();
        for (Setting<String> job : rule.jobs()) {
            if (!queue.jobNames().contains(job.value())) {
                String known = "Write the name of a job's method: " + Words.choice(queue.jobNames()) + ".";
                reporter.report(
                        Problem.UNKNOWN_JOB,
                        job.position(),
                        job.value(),
                        queue.simpleName(),
                        Similar.orElse(job.value(), queue.jobNames(), known));
            } else if (!seen.add(job.value())) {
                reporter.report(Problem.RULE_JOB_TWICE, job.position(), job.value());
            }
        }
    }

    /** An attempt that failed has one delay. */
    private static void backoffs(QueueModel queue, Reporter reporter) {
        for (JobModel job : queue.jobs()) {
            List<RuleModel> rules = queue.rules().stream()
                    .filter(rule -> rule.kind() == RuleModel.Kind.BACKOFF
                            && queue.jobsOf(rule).contains(job))
                    .toList();
            if (rules.size() > 1) {
                reporter.report(
                        Problem.BACKOFF_TWICE,
                        rules.get(1).annotation(),
                        job.methodName(),
                        rules.get(0).method().name(),
                        rules.get(1).method().name());
            }
        }
    }

    private static void payload(QueueModel queue, RuleModel rule, Reporter reporter) {
        ParameterModel payload = rule.payload();
        if (payload == null) {
            return;
        }
        String type = Words.simple(payload.type());
        if (queue.jobs().stream().noneMatch(job -> QueueModel.takes(payload.type(), job))) {
            List<String> known = queue.jobs().stream()
                    .map(job -> Words.simple(job.payload().type()))
                    .toList();
            String take = "Take the payload of a job, " + Words.choice(known) + ", or none for all jobs.";
            reporter.report(
                    Problem.RULE_PAYLOAD_UNKNOWN,
                    payload.position(),
                    type,
                    queue.simpleName(),
                    Similar.orElse(type, known, take));
            return;
        }
        for (Setting<String> name : rule.jobs()) {
            queue.jobs().stream()
                    .filter(job -> job.methodName().equals(name.value()))
                    .filter(job -> !QueueModel.takes(payload.type(), job))
                    .forEach(job -> other(rule, type, job, name, reporter));
        }
    }

    private static void other(RuleModel rule, String type, JobModel job, Setting<String> name, Reporter reporter) {
        reporter.report(
                Problem.RULE_PAYLOAD_OTHER,
                name.position(),
                rule.method().name(),
                type,
                job.methodName(),
                Words.simple(job.payload().type()));
    }
}
