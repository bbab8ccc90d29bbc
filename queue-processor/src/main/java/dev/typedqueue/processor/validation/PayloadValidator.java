package dev.typedqueue.processor.validation;

import com.palantir.javapoet.ClassName;
import dev.typedqueue.processor.model.ComponentModel;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.PayloadModel;
import dev.typedqueue.processor.model.PayloadModel.HiddenType;
import dev.typedqueue.processor.model.PayloadModel.JsonFault;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The payloads: whether they can be told apart, seen, written and read. */
final class PayloadValidator implements Validator {

    /** What no component of a record may be called, by the language. */
    private static final Set<String> NO_COMPONENTS =
            Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        Map<ClassName, JobModel> owners = new HashMap<>();
        for (JobModel job : queue.jobs()) {
            PayloadModel payload = job.payload();
            JobModel owner = owners.putIfAbsent(payload.rawType(), job);
            if (owner != null && !payload.isGenerated()) {
                reporter.report(
                        Problem.PAYLOAD_TAKEN,
                        job.method().position(),
                        owner.methodName(),
                        job.methodName(),
                        payload.rawType().simpleName(),
                        payload.rawType().simpleName());
            }
            hidden(queue, job, reporter);
            for (JsonFault fault : payload.faults()) {
                reporter.report(
                        Problem.PAYLOAD_NOT_JSON,
                        fault.position(),
                        fault.path(),
                        job.methodName(),
                        fault.type(),
                        fault.reason(),
                        fault.remedy());
            }
            if (payload.isGenerated()) {
                componentNames(job, reporter);
            }
        }
    }

    private static void hidden(QueueModel queue, JobModel job, Reporter reporter) {
        Set<String> reported = new HashSet<>();
        for (HiddenType hidden : job.payload().hidden()) {
            if (reported.add(hidden.type())) {
                reporter.report(
                        Problem.PAYLOAD_HIDDEN,
                        hidden.position(),
                        hidden.type(),
                        job.methodName(),
                        hidden.visibility(),
                        queue.simpleName(),
                        queue.isPublic() ? "public" : "package-private",
                        queue.isPublic() ? "public" : "package-private or public");
            }
        }
    }

    private static void componentNames(JobModel job, Reporter reporter) {
        for (ComponentModel component : job.payload().components()) {
            if (NO_COMPONENTS.contains(component.name())) {
                reporter.report(
                        Problem.PAYLOAD_COMPONENT_NAME, component.position(), component.name(), job.methodName());
            }
        }
    }
}
