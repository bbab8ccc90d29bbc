package dev.typedqueue;

import dev.typedqueue.internal.engine.Engine;
import dev.typedqueue.internal.engine.RunTimes;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.JobAction;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The jobs of a filter, for an action on all of them.
 *
 * <pre>{@code
 * SelectedJobs dead = runtime.jobs().all(JobFilter.all().inState(JobState.FAILED));
 * if (dead.count() < 10_000) {
 *     dead.retry();
 * }
 * }</pre>
 *
 * <p>Jobs are read page by page, from the newest to the oldest, and those of a page are changed in one transaction. A
 * page begins below the last id of the one before: a job that comes back into the filter, as a retried one that fails
 * again, is not met a second time, and jobs that are added meanwhile are not met either. Other nodes may work on the
 * same jobs. If the store fails midway, what was done stays done, and the action may be repeated.
 */
public final class SelectedJobs {

    private final Collection<Engine> stores;
    private final JobFilter filter;

    SelectedJobs(Collection<Engine> stores, JobFilter filter) {
        this.stores = stores;
        this.filter = Objects.requireNonNull(filter, "filter");
    }

    /**
     * What became of an action on many jobs.
     *
     * @param done how many were changed
     * @param notAllowed how many were left as they were, since their state did not allow it or another job holds their
     *     unique key
     * @param gone how many were deleted by others before the action came to them
     */
    public record Report(long done, long notAllowed, long gone) {

        private static final Report NOTHING = new Report(0, 0, 0);

        private Report plus(List<ActionResult> results) {
            return new Report(
                    done + count(results, ActionResult.DONE),
                    notAllowed + count(results, ActionResult.NOT_ALLOWED),
                    gone + count(results, ActionResult.NOT_FOUND));
        }

        private static long count(List<ActionResult> results, ActionResult wanted) {
            return results.stream().filter(wanted::equals).count();
        }
    }

    /** How many they are now. */
    public long count() {
        return stores.stream().mapToLong(store -> store.session().count(filter)).sum();
    }

    /** Makes them ready, as {@link JobOperations#retry} does. */
    public Report retry() {
        return act(new JobAction.Retry());
    }

    /** Cancels them, as {@link JobOperations#cancel} does. */
    public Report cancel() {
        return act(new JobAction.Cancel());
    }

    /** Deletes them, as {@link JobOperations#delete} does. */
    public Report delete() {
        return act(new JobAction.Delete());
    }

    /**
     * Lets those that wait run at another time, as {@link JobOperations#reschedule} does.
     *
     * @throws IllegalArgumentException if the time is later than the year 9999; no job is changed
     */
    public Report reschedule(Instant at) {
        return act(new JobAction.Reschedule(RunTimes.requireStorable(at)));
    }

    private Report act(JobAction action) {
        Report report = Report.NOTHING;
        for (Engine store : stores) {
            List<QueuedJob> page = store.session().list(filter);
            while (!page.isEmpty()) {
                List<JobId> ids = page.stream().map(QueuedJob::id).toList();
                List<ActionResult> results = store.session().act(ids, action);
                report = report.plus(results);
                tell(store, page, results, action);
                page = store.session().list(filter.before(ids.get(ids.size() - 1)));
            }
        }
        return report;
    }

    /** Tells the workers of this node what concerns them. */
    private static void tell(Engine store, List<QueuedJob> page, List<ActionResult> results, JobAction action) {
        if (action instanceof JobAction.Retry) {
            page.stream().map(QueuedJob::queue).collect(Collectors.toSet()).forEach(store::wake);
        } else if (action instanceof JobAction.Reschedule reschedule) {
            page.stream()
                    .map(QueuedJob::queue)
                    .collect(Collectors.toSet())
                    .forEach(queue -> store.dueAt(queue, reschedule.at()));
        } else if (action instanceof JobAction.Cancel) {
            for (int i = 0; i < page.size(); i++) {
                if (results.get(i) == ActionResult.DONE) {
                    store.cancel(page.get(i).id());
                }
            }
        }
    }
}
