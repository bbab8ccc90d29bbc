package dev.typedqueue.test;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueDefinition;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/**
 * What a test expects of a queue. What was added counts whether it has run meanwhile or not; what a transaction added
 * counts once that is committed.
 */
public final class QueueAssert extends AbstractAssert<QueueAssert, TestQueues> {

    private final QueueDefinition queue;

    QueueAssert(TestQueues queues, QueueDefinition queue) {
        super(queues, QueueAssert.class);
        this.queue = queue;
        as("queue \"%s\"", queue);
    }

    /**
     * At least one job of that kind was added.
     *
     * @return for more about those that were added
     */
    public <P> AddedJobsAssert<P> hasAdded(JobDefinition<P> job) {
        isNotNull();
        List<AddedJob> all = added();
        List<AddedJob> found =
                all.stream().filter(each -> each.job().equals(job.name())).toList();
        AddedJobsAssert<P> those = new AddedJobsAssert<>(this, job, all, found);
        if (found.isEmpty()) {
            those.failBecauseOf("");
        }
        return those;
    }

    /** At least one job of that kind was added with that payload. */
    public <P> QueueAssert hasAdded(JobDefinition<P> job, P payload) {
        return hasAdded(job).withPayload(payload).and();
    }

    /** No job of that kind was added. */
    public QueueAssert hasNotAdded(JobDefinition<?> job) {
        List<AddedJob> found =
                added().stream().filter(each -> each.job().equals(job.name())).toList();
        if (!found.isEmpty()) {
            failWithMessage(
                    "Expected no job \"%s\" to be added to queue \"%s\", but it has added:%s",
                    job, queue, listed(found));
        }
        return this;
    }

    /** No job at all was added. */
    public QueueAssert hasAddedNothing() {
        List<AddedJob> found = added();
        if (!found.isEmpty()) {
            failWithMessage("Expected nothing to be added to queue \"%s\", but it has added:%s", queue, listed(found));
        }
        return this;
    }

    /** So many jobs were added, of whichever kind. */
    public QueueAssert hasAddedJobs(int count) {
        List<AddedJob> found = added();
        if (found.size() != count) {
            failWithMessage(
                    "Expected %s jobs to be added to queue \"%s\", but it has added %s:%s",
                    count, queue, found.size(), listed(found));
        }
        return this;
    }

    /** No job has used up its attempts. */
    public QueueAssert hasNoFailedJobs() {
        return hasJobs(JobState.FAILED, 0);
    }

    /** So many jobs are in that state. */
    public QueueAssert hasJobs(JobState state, long count) {
        isNotNull();
        long found = actual.runtime().queues().count(queue, state);
        if (found != count) {
            List<QueuedJob> jobs =
                    actual.jobs().list(JobFilter.all().inQueue(queue.name()).inState(state));
            String those = jobs.stream()
                    .map(job -> "\n  " + job.job() + "  " + job.id() + "  " + job.payload() + firstLine(job))
                    .collect(Collectors.joining());
            failWithMessage(
                    "Expected queue \"%s\" to have %s jobs in state %s, but it has %s:%s",
                    queue, count, state, found, those.isEmpty() ? " none" : those);
        }
        return this;
    }

    private static String firstLine(QueuedJob job) {
        String note = job.note();
        return note == null ? "" : "  " + note.lines().findFirst().orElse("");
    }

    private List<AddedJob> added() {
        isNotNull();
        return actual.added().stream()
                .filter(each -> each.queue().equals(queue.name()))
                .toList();
    }

    QueueDefinition queue() {
        return queue;
    }

    TestQueues queues() {
        return actual;
    }

    static String listed(List<AddedJob> jobs) {
        return jobs.isEmpty()
                ? " nothing"
                : jobs.stream()
                        .map(job ->
                                "\n  " + job.job() + "  " + job.id() + "  due " + job.dueAt() + "  " + job.payload())
                        .collect(Collectors.joining());
    }
}
