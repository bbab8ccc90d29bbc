package dev.typedqueue.reliability.check;

import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.reliability.node.Conduct;

/**
 * What the store says of a job in the end.
 *
 * @param state its state
 * @param note its note; empty if it has none
 * @param conduct what its handler does, as its payload says
 * @param finishedAt when its outcome was stored, in milliseconds since 1970 by the store's clock; 0 if it has none
 */
record StoredJob(JobState state, String note, Conduct conduct, long finishedAt) {

    static StoredJob of(QueuedJob job) {
        String beginning =
                job.payload().substring(0, Math.min(100, job.payload().length()));
        Conduct conduct = Conduct.PROMPT;
        for (Conduct each : Conduct.values()) {
            if (beginning.contains(each.name())) {
                conduct = each;
            }
        }
        return new StoredJob(
                job.state(),
                job.note() == null ? "" : job.note(),
                conduct,
                job.finishedAt() == null ? 0 : job.finishedAt().toEpochMilli());
    }

    /** Whether the job has the outcome that it was meant to have. */
    boolean hasOutcome() {
        return switch (conduct) {
            case TESTIFIES, IS_POISON -> state == JobState.FAILED;
            default -> state == JobState.COMPLETED;
        };
    }
}
