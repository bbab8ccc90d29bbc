package dev.typedqueue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person does with queued jobs. Safe for use by several threads. */
public final class JobOperations {

    JobOperations() {}

    /** A job by its id, from whichever of the runtime's stores holds it. */
    public Optional<QueuedJob> find(JobId id) {
        throw new UnsupportedOperationException();
    }

    /** A page of jobs, newest first. */
    public List<QueuedJob> list(JobFilter filter) {
        throw new UnsupportedOperationException();
    }

    /** How many jobs a queue has in each state; zero included. */
    public Map<JobState, Long> count(String queue) {
        throw new UnsupportedOperationException();
    }

    /** Makes a failed, cancelled, parked or scheduled job ready, with all its attempts before it. */
    public boolean retry(JobId id) {
        throw new UnsupportedOperationException();
    }

    /** Cancels a job; a running one is told to end. */
    public boolean cancel(JobId id) {
        throw new UnsupportedOperationException();
    }

    /** Deletes a job, whatever its state. */
    public boolean delete(JobId id) {
        throw new UnsupportedOperationException();
    }

    /** Lets a job that waits run at another time. */
    public boolean reschedule(JobId id, Instant at) {
        throw new UnsupportedOperationException();
    }

    /** Stops all nodes from taking jobs of a queue, until it is resumed. */
    public void pause(String queue) {
        throw new UnsupportedOperationException();
    }

    /** Ends a pause of a queue. */
    public void resume(String queue) {
        throw new UnsupportedOperationException();
    }
}
