package dev.typedqueue;

import dev.typedqueue.definition.Tags;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How one job is added: when it runs, how urgent it is, under which id, and with which tags.
 *
 * <pre>{@code
 * NotificationsQueue.add(payload, AddOptions.at(tomorrow).withPriority(10));
 * }</pre>
 *
 * <p>Immutable.
 */
public final class AddOptions {

    private static final AddOptions NOW = new AddOptions(null, null, null, Tags.NONE);

    private final @Nullable Instant runAt;
    private final @Nullable Integer priority;
    private final @Nullable JobId id;
    private final Tags tags;

    private AddOptions(@Nullable Instant runAt, @Nullable Integer priority, @Nullable JobId id, Tags tags) {
        this.runAt = runAt;
        this.priority = priority;
        this.id = id;
        this.tags = tags;
    }

    /** Run as soon as possible, with the declared priority, under a new id. */
    public static AddOptions now() {
        return NOW;
    }

    /** Run at the given time; a time in the past is now. */
    public static AddOptions at(Instant runAt) {
        return new AddOptions(Objects.requireNonNull(runAt, "runAt"), null, null, Tags.NONE);
    }

    /** These options with another time. */
    public AddOptions withRunAt(Instant runAt) {
        return new AddOptions(Objects.requireNonNull(runAt, "runAt"), priority, id, tags);
    }

    /**
     * These options with another priority than the declared one.
     *
     * @param priority −1,000 to 1,000; the higher runs first
     * @throws IllegalArgumentException if the priority is out of range
     */
    public AddOptions withPriority(int priority) {
        if (priority < -1_000 || priority > 1_000) {
            throw new IllegalArgumentException("priority must be -1000 to 1000, but is " + priority);
        }
        return new AddOptions(runAt, priority, id, tags);
    }

    /**
     * These options with an id of the caller's. An add that is repeated with the same id, after a lost connection
     * perhaps, adds one job.
     */
    public AddOptions withId(JobId id) {
        return new AddOptions(runAt, priority, Objects.requireNonNull(id, "id"), tags);
    }

    /**
     * These options with tags beside those that they have; the job gets those of its declaration too.
     *
     * @throws IllegalArgumentException if a text is not a tag, as {@link Tags} says, or there are too many
     */
    public AddOptions withTags(String... more) {
        return new AddOptions(runAt, priority, id, tags.and(Tags.of(more)));
    }

    /** When the job runs; empty for now, by the store's clock. */
    public Optional<Instant> runAt() {
        return Optional.ofNullable(runAt);
    }

    /** The priority, if it is not the declared one. */
    public OptionalInt priority() {
        return priority == null ? OptionalInt.empty() : OptionalInt.of(priority);
    }

    /** The id, if the caller chose it. */
    public Optional<JobId> id() {
        return Optional.ofNullable(id);
    }

    /** The tags beside those of the declaration; none by default. */
    public Tags tags() {
        return tags;
    }
}
