package dev.typedqueue;

/** What became of a job that was to be added. */
public sealed interface AddResult {

    /**
     * The job was added, or had been added before under the same id.
     *
     * @param id the job's id
     */
    record Added(JobId id) implements AddResult {}

    /**
     * A job with the same key was there already, and was kept as it is.
     *
     * @param id the id of the earlier job
     */
    record Kept(JobId id) implements AddResult {}

    /**
     * A job with the same key was there already, and took this one's payload and time.
     *
     * @param id the id of the earlier job
     */
    record Replaced(JobId id) implements AddResult {}

    /**
     * A {@code @BeforeAdd} rule refused the job.
     *
     * @param reason what the rule said
     */
    record Refused(String reason) implements AddResult {}

    /**
     * The id of the job that stands for this payload, whether new or already there.
     *
     * @throws IllegalStateException if the job was refused
     */
    default JobId id() {
        if (this instanceof Added added) {
            return added.id();
        }
        if (this instanceof Kept kept) {
            return kept.id();
        }
        if (this instanceof Replaced replaced) {
            return replaced.id();
        }
        throw new IllegalStateException("The job was refused and has no id: " + ((Refused) this).reason());
    }
}
