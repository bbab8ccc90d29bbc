package dev.typedqueue;

import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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

    /** The most tags that one job has. */
    public static final int MAX_TAGS = 20;

    /** The most characters that one tag has. */
    public static final int MAX_TAG_LENGTH = 100;

    private static final AddOptions NOW = new AddOptions(null, null, null, Set.of());

    private final @Nullable Instant runAt;
    private final @Nullable Integer priority;
    private final @Nullable JobId id;
    private final Set<String> tags;

    private AddOptions(@Nullable Instant runAt, @Nullable Integer priority, @Nullable JobId id, Set<String> tags) {
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
        return new AddOptions(Objects.requireNonNull(runAt, "runAt"), null, null, Set.of());
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
     * These options with tags beside those that they have: words by which a person finds the job.
     *
     * @param more not blank, each at most {@value #MAX_TAG_LENGTH} characters; at most {@value #MAX_TAGS} a job
     * @throws IllegalArgumentException if a tag is blank or too long, or there are too many
     */
    public AddOptions withTags(String... more) {
        Set<String> all = new HashSet<>(tags);
        for (String tag : more) {
            if (tag.isBlank() || tag.length() > MAX_TAG_LENGTH) {
                throw new IllegalArgumentException("A tag must not be blank and has at most " + MAX_TAG_LENGTH
                        + " characters, but is \"" + tag + "\"");
            }
            all.add(tag);
        }
        if (all.size() > MAX_TAGS) {
            throw new IllegalArgumentException("A job has at most " + MAX_TAGS + " tags, but " + all.size()
                    + " are given: keep what tells single jobs apart in the payload");
        }
        return new AddOptions(runAt, priority, id, Set.copyOf(all));
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

    /** The tags; empty by default. */
    public Set<String> tags() {
        return tags;
    }
}
