package dev.typedqueue;

import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueDefinition;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which queued jobs to list, newest first, page by page. A job is listed if it meets everything that the filter asks
 * for.
 *
 * <pre>{@code
 * runtime.jobs().list(JobFilter.all().inQueue("notifications").inState(JobState.FAILED));
 * runtime.jobs().list(JobFilter.all().tagged("import").withPayload("customer.id", 42));
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
    private final Set<String> tags;
    private final List<PayloadComponent> payload;
    private final TimeRange added;
    private final TimeRange due;
    private final TimeRange finished;
    private final @Nullable JobId before;
    private final int limit;

    private JobFilter(Draft draft) {
        this.queue = draft.queue;
        this.job = draft.job;
        this.states = Set.copyOf(draft.states);
        this.tags = Set.copyOf(draft.tags);
        this.payload = List.copyOf(draft.payload);
        this.added = draft.added;
        this.due = draft.due;
        this.finished = draft.finished;
        this.before = draft.before;
        this.limit = draft.limit;
    }

    /** A filter on its way to the next. */
    private static final class Draft {

        @Nullable
        String queue;

        @Nullable
        String job;

        Set<JobState> states = Set.of();
        Set<String> tags = new HashSet<>();
        List<PayloadComponent> payload = new ArrayList<>();
        TimeRange added = TimeRange.ALWAYS;
        TimeRange due = TimeRange.ALWAYS;
        TimeRange finished = TimeRange.ALWAYS;

        @Nullable
        JobId before;

        int limit = 100;
    }

    private JobFilter with(Consumer<Draft> change) {
        Draft draft = new Draft();
        draft.queue = queue;
        draft.job = job;
        draft.states = states;
        draft.tags.addAll(tags);
        draft.payload.addAll(payload);
        draft.added = added;
        draft.due = due;
        draft.finished = finished;
        draft.before = before;
        draft.limit = limit;
        change.accept(draft);
        return new JobFilter(draft);
    }

    /** All jobs, a hundred a page. */
    public static JobFilter all() {
        return new JobFilter(new Draft());
    }

    /** Only jobs of the queue. */
    public JobFilter inQueue(String queue) {
        Objects.requireNonNull(queue, "queue");
        return with(draft -> draft.queue = queue);
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
        Objects.requireNonNull(job, "job");
        return with(draft -> draft.job = job);
    }

    /** Only jobs in one of the states. */
    public JobFilter inState(JobState first, JobState... more) {
        Set<JobState> states = EnumSet.of(first, more);
        return with(draft -> draft.states = states);
    }

    /**
     * Only jobs that have all of the tags, and those that the filter asks for already.
     *
     * @throws IllegalArgumentException if a tag is blank
     */
    public JobFilter tagged(String... tags) {
        List<String> all = List.of(tags);
        if (all.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("No job has a blank tag: " + all);
        }
        return with(draft -> draft.tags.addAll(all));
    }

    /**
     * Only jobs whose payload has the text at the path. Every store can search payloads, and none has an index for it:
     * narrow the filter by other means too where there are many jobs.
     *
     * @param path names of components with dots between them, as {@code "customer.id"}; it leads through objects only.
     *     A name has letters, digits, {@code _}, {@code $} and {@code -}, and begins with neither digit nor hyphen
     * @param value what the JSON text must be equal to
     * @throws IllegalArgumentException if the path is none
     */
    public JobFilter withPayload(String path, String value) {
        return with(PayloadComponent.at(path, value));
    }

    /**
     * Only jobs whose payload has the whole number at the path.
     *
     * @param path as in {@link #withPayload(String, String)}
     * @param value what the JSON number must be equal to, however it is written
     * @throws IllegalArgumentException if the path is none
     */
    public JobFilter withPayload(String path, long value) {
        return with(PayloadComponent.at(path, BigDecimal.valueOf(value)));
    }

    /**
     * Only jobs whose payload has the number at the path.
     *
     * @param path as in {@link #withPayload(String, String)}
     * @param value what the JSON number must be equal to, however it is written; digits after the fifteenth may be left
     *     out of account
     * @throws IllegalArgumentException if the path is none, or the value is infinite or not a number
     */
    public JobFilter withPayload(String path, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number " + value + " for \"" + path + "\" to be equal to");
        }
        return with(PayloadComponent.at(path, BigDecimal.valueOf(value)));
    }

    /**
     * Only jobs whose payload has the boolean at the path.
     *
     * @param path as in {@link #withPayload(String, String)}
     * @throws IllegalArgumentException if the path is none
     */
    public JobFilter withPayload(String path, boolean value) {
        return with(PayloadComponent.at(path, value));
    }

    private JobFilter with(PayloadComponent component) {
        return with(draft -> draft.payload.add(component));
    }

    /** Only jobs that were added within the range. */
    public JobFilter added(TimeRange range) {
        Objects.requireNonNull(range, "range");
        return with(draft -> draft.added = range);
    }

    /** Only jobs that are or were due within the range. */
    public JobFilter due(TimeRange range) {
        Objects.requireNonNull(range, "range");
        return with(draft -> draft.due = range);
    }

    /** Only jobs that finished within the range; in any but {@link TimeRange#ALWAYS}, only finished ones. */
    public JobFilter finished(TimeRange range) {
        Objects.requireNonNull(range, "range");
        return with(draft -> draft.finished = range);
    }

    /** Only jobs with lesser ids: the page after the one that ended with this id. */
    public JobFilter before(JobId id) {
        Objects.requireNonNull(id, "id");
        return with(draft -> draft.before = id);
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
        return with(draft -> draft.limit = limit);
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

    /** The tags that a job must have, all of them. */
    public Set<String> tags() {
        return tags;
    }

    /** What a job's payload must have. */
    public List<PayloadComponent> payload() {
        return payload;
    }

    /** When the job was added. */
    public TimeRange added() {
        return added;
    }

    /** When the job is or was due. */
    public TimeRange due() {
        return due;
    }

    /** When the job finished. */
    public TimeRange finished() {
        return finished;
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
