package dev.typedqueue;

import dev.typedqueue.internal.engine.RunTimes;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * The jobs of a filter, for an action on all of them.
 *
 * <pre>{@code
 * runtime.jobs().all(JobFilter.all().inState(JobState.FAILED)).retry();
 * }</pre>
 *
 * <p>Jobs are read page by page, from the newest to the oldest, and changed one by one, each in a transaction of its
 * own. A page begins below the last id of the one before: a job that comes back into the filter, as a retried one that
 * fails again, is not met a second time, and jobs that are added meanwhile are not met at all. Other nodes may work on
 * the same jobs. If the store fails midway, what was done stays done, and the action may be repeated.
 */
public final class SelectedJobs {

    private final JobOperations jobs;
    private final JobFilter filter;

    SelectedJobs(JobOperations jobs, JobFilter filter) {
        this.jobs = jobs;
        this.filter = Objects.requireNonNull(filter, "filter");
    }

    /**
     * What became of an action on many jobs.
     *
     * @param done how many were changed
     * @param notDone how many were met and left as they were: their state did not allow it, or they were gone by then
     */
    public record Report(long done, long notDone) {}

    /** Makes them ready, as {@link JobOperations#retry} does. */
    public Report retry() {
        return act(jobs::retry);
    }

    /** Cancels them, as {@link JobOperations#cancel} does. */
    public Report cancel() {
        return act(jobs::cancel);
    }

    /** Deletes them, as {@link JobOperations#delete} does. */
    public Report delete() {
        return act(jobs::delete);
    }

    /**
     * Lets those that wait run at another time, as {@link JobOperations#reschedule} does.
     *
     * @throws IllegalArgumentException if the time is later than the year 9999; no job is changed
     */
    public Report reschedule(Instant at) {
        RunTimes.requireStorable(at);
        return act(id -> jobs.reschedule(id, at));
    }

    private Report act(Predicate<JobId> action) {
        long done = 0;
        long notDone = 0;
        List<QueuedJob> page = jobs.list(filter);
        while (!page.isEmpty()) {
            for (QueuedJob job : page) {
                if (action.test(job.id())) {
                    done++;
                } else {
                    notDone++;
                }
            }
            page = jobs.list(filter.before(page.get(page.size() - 1).id()));
        }
        return new Report(done, notDone);
    }
}
