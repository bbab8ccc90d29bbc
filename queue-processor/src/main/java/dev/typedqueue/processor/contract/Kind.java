package dev.typedqueue.processor.contract;

import dev.typedqueue.processor.model.JobModel;
import java.util.Comparator;

/**
 * By what a stored job is known.
 *
 * @param name the job's stored name
 * @param version its payload's version
 */
record Kind(String name, int version) implements Comparable<Kind> {

    private static final Comparator<Kind> ORDER =
            Comparator.comparing(Kind::name).thenComparingInt(Kind::version);

    /** The kind under which a job is stored now. */
    static Kind of(JobModel job) {
        return new Kind(job.name().value(), job.versionOrDefault());
    }

    /** Whether a job reads what is stored under this kind. */
    boolean isReadBy(JobModel job) {
        return isNameOf(job) && job.allVersions().contains(version);
    }

    /** Whether a job answers to the name. */
    boolean isNameOf(JobModel job) {
        return job.allNames().stream().anyMatch(each -> each.value().equals(name));
    }

    @Override
    public int compareTo(Kind other) {
        return ORDER.compare(this, other);
    }

    /** As it stands in the file. */
    @Override
    public String toString() {
        return name + " " + version;
    }
}
