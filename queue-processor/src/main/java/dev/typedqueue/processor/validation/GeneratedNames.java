package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the classes that are to be generated have names of their own, among all that one run of the compiler sees. Of
 * what an earlier run compiled it knows nothing: a class there may be what that run generated for the same queue.
 */
public final class GeneratedNames implements Validator {

    /**
     * The classes within each facade. They hide types of these names, and outside of packages there is no other name.
     */
    private static final List<String> WITHIN_FACADE = List.of("Client", "Registration");

    private final Map<String, String> owners = new HashMap<>();

    /** Starts with no name taken. */
    public GeneratedNames() {}

    /** Takes the name of a type that is compiled. */
    public void take(String qualifiedName) {
        owners.putIfAbsent(qualifiedName, "there is a type of that name");
    }

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        String facade = queue.facade().canonicalName();
        if (owners.putIfAbsent(facade, "it is generated for " + queue.simpleName()) != null) {
            reporter.report(
                    Problem.FACADE_NAME_TAKEN,
                    queue.shape().position(),
                    queue.facade().simpleName(),
                    queue.simpleName());
        }
        if (queue.facade().packageName().isEmpty()) {
            WITHIN_FACADE.stream()
                    .filter(owners::containsKey)
                    .forEach(name -> reporter.report(
                            Problem.FACADE_NAME_TAKEN, queue.shape().position(), name, queue.simpleName()));
        }
        for (JobModel job : queue.jobs()) {
            if (job.payload().isGenerated()) {
                payload(queue, job, reporter);
            }
        }
    }

    private void payload(QueueModel queue, JobModel job, Reporter reporter) {
        String owner = "it is generated for the job " + job.methodName() + " of " + queue.simpleName();
        String other = owners.putIfAbsent(job.payload().rawType().canonicalName(), owner);
        if (other != null && !other.equals(owner)) {
            reporter.report(
                    Problem.PAYLOAD_NAME_TAKEN,
                    job.method().position(),
                    job.payload().rawType().simpleName(),
                    job.methodName(),
                    other);
        }
    }
}
