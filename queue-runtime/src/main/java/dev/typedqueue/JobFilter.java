package dev.typedqueue;

import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueDefinition;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which queued jobs to list, newest first, page by page.
 *
 * <pre>{@code
 * runtime.jobs().list(JobFilter.all().inQueue("notifications").inState(JobState.FAILED));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class JobFilter {

    /** The most jobs that one page holds. */
    public static final int MAX_PAGE = 1_000;

    private final @Nullable String queue;
    private final @Nullable String job;
    private final Set<JobState> states;
    private final @Nullable JobId before;
    private final int limit;

    private JobFilter(
            @Nullable String queue, @Nullable String job, Set<JobState> states, @Nullable JobId before, int limit) {
        this.queue = queue;
        this.job = job;
        this.states = states;
        this.before = before;
        this.limit = limit;
    }

    /** All jobs, a hundred a page. */
    public static JobFilter all() {
        return new JobFilter(null, null, Set.of(), null, 100);
    }

    /** Only jobs of the queue. */
    public JobFilter inQueue(String queue) {
        return new JobFilter(Objects.requireNonNull(queue, "queue"), job, states, before, limit);
    }

    /** Only jobs of the queue, by its generated constant. */
    public JobFilter inQueue(QueueDefinition queue) {
        return inQueue(queue.name());
    }

    /** Only jobs of that name, by the generated constant. Other queues may have jobs of that name too. */
    public JobFilter of(JobDefinition<?> job) {
        return named(job.name());
    }

    /** Only jobs of that name. */
    public JobFilter named(String job) {
        return new JobFilter(queue, Objects.requireNonNull(job, "job"), states, before, limit);
    }

    /** Only jobs in one of the states. */
    public JobFilter inState(JobState first, JobState... more) {
        return new JobFilter(queue, job, Set.copyOf(EnumSet.of(first, more)), before, limit);
    }

    /** Only jobs with lesser ids: the page after the one that ended with this id. */
    public JobFilter before(JobId id) {
        return new JobFilter(queue, job, states, Objects.requireNonNull(id, "id"), limit);
    }

    /**
     * At most so many jobs a page.
     *
     * @param limit 1 to {@value #MAX_PAGE}
     * @throws IllegalArgumentException if the limit is out of range
     */
    public JobFilter limit(int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_PAGE + ", but is " + limit);
        }
        return new JobFilter(queue, job, states, before, limit);
    }

    /** The queue, if the filter names one. */
    public Optional<String> queue() {
        return Optional.ofNullable(queue);
    }

    /** The job's name, if the filter names one. */
    public Optional<String> job() {
        return Optional.ofNullable(job);
    }

    /** The states; empty for all. */
    public Set<JobState> states() {
        return states;
    }

    /** The id that the page begins after, if it is not the first page. */
    public Optional<JobId> before() {
        return Optional.ofNullable(before);
    }

    /** The most jobs on the page. */
    public int limit() {
        return limit;
    }
}
