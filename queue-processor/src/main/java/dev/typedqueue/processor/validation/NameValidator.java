package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.Names;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import dev.typedqueue.processor.reporting.Similar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names under which a queue and its jobs are stored, the versions, and the names of the constants. */
final class NameValidator implements Validator {

    private static final String DEFINITION = "DEFINITION";

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        storable(queue.name(), "@Queue", reporter);
        for (JobModel job : queue.jobs()) {
            job.allNames().forEach(name -> storable(name, "@Job", reporter));
            versions(job, reporter);
        }
        kinds(queue, reporter);
        constants(queue, reporter);
        bulkMethods(queue, reporter);
    }

    private static void storable(Setting<String> name, String annotation, Reporter reporter) {
        if (!Names.isStorable(name.value())) {
            String likely = Names.snakeCase(name.value().strip().replaceAll("[\\s/:]+", "_"));
            String hint = Names.isStorable(likely)
                    ? Similar.question(likely)
                    : "For example " + annotation + "(name = \"send_digest\").";
            reporter.report(Problem.NAME_INVALID, name.position(), name.value(), hint);
        }
    }

    private static void versions(JobModel job, Reporter reporter) {
        Setting<Integer> version = job.version();
        if (version != null && version.value() < 1) {
            reporter.report(Problem.VERSION_RANGE, version.position(), version.value());
            return;
        }
        Set<Integer> seen = new HashSet<>();
        for (Setting<Integer> older : job.alsoReads()) {
            if (older.value() < 1) {
                reporter.report(Problem.VERSION_RANGE, older.position(), older.value());
            } else if (older.value() >= job.versionOrDefault()) {
                int newest = Math.max(1, job.versionOrDefault() - 1);
                reporter.report(
                        Problem.VERSION_NOT_OLDER, older.position(), older.value(), job.versionOrDefault(), newest);
            } else if (!seen.add(older.value())) {
                reporter.report(Problem.VERSION_TWICE, older.position(), older.value());
            }
        }
    }

    /** A node takes a stored job by its name and version together: no two jobs may answer to one such pair. */
    private static void kinds(QueueModel queue, Reporter reporter) {
        Map<String, JobModel> owners = new HashMap<>();
        for (JobModel job : queue.jobs()) {
            Set<String> ownNames = new HashSet<>();
            for (Setting<String> name : job.allNames()) {
                if (ownNames.add(name.value())) {
                    kinds(job, name, owners, reporter);
                } else {
                    reporter.report(Problem.NAME_TWICE, name.position(), name.value());
                }
            }
        }
    }

    private static void kinds(JobModel job, Setting<String> name, Map<String, JobModel> owners, Reporter reporter) {
        for (int version : new TreeSet<>(job.allVersions())) {
            JobModel owner = owners.putIfAbsent(name.value() + " " + version, job);
            if (owner != null && !owner.methodName().equals(job.methodName())) {
                reporter.report(
                        Problem.JOB_NAME_TAKEN,
                        name.position(),
                        owner.methodName(),
                        job.methodName(),
                        name.value(),
                        version == 1 ? "" : " in version " + version);
                return;
            }
        }
    }

    /** Payloads do not tell these methods apart: to Java they all take a Collection. */
    private static void bulkMethods(QueueModel queue, Reporter reporter) {
        Map<String, JobModel> owners = new HashMap<>();
        for (JobModel job : queue.jobs()) {
            JobModel owner = owners.putIfAbsent(job.bulkMethod(), job);
            boolean isReportedElsewhere = owner == null || owner.constant().equals(job.constant());
            if (!isReportedElsewhere) {
                reporter.report(
                        Problem.JOB_BULK_TAKEN,
                        job.method().position(),
                        owner.methodName(),
                        job.methodName(),
                        job.bulkMethod(),
                        queue.facade().simpleName(),
                        job.name().value());
            }
        }
    }

    private static void constants(QueueModel queue, Reporter reporter) {
        Map<String, String> owners = new HashMap<>();
        owners.put(DEFINITION, "the queue itself");
        for (JobModel job : queue.jobs()) {
            String owner = owners.putIfAbsent(job.constant(), "the job " + job.methodName());
            if (owner != null && !owner.equals("the job " + job.methodName())) {
                reporter.report(
                        Problem.JOB_CONSTANT_TAKEN,
                        job.method().position(),
                        job.methodName(),
                        job.constant(),
                        queue.facade().simpleName(),
                        owner,
                        job.name().value());
            }
        }
    }
}
