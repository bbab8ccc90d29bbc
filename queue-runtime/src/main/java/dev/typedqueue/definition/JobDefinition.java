package dev.typedqueue.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the declaration of a job says.
 *
 * <p>Immutable.
 *
 * @param <P> the payload's type
 */
public final class JobDefinition<P> {

    private final String name;
    private final int version;
    private final PayloadType<P> payloadType;
    private final Set<JobKind> kinds;
    private final RetryPolicy retry;
    private final @Nullable BackoffRule backoff;
    private final int priority;
    private final @Nullable Duration timeout;
    private final Tags tags;
    private final @Nullable UniqueRule<P> unique;
    private final List<LimitRule<P>> limits;
    private final @Nullable ScheduledPayload<P> schedule;
    private final List<AdmissionRule<? super P>> admissionRules;

    private JobDefinition(Builder<P> builder) {
        this.name = builder.name;
        this.version = builder.version;
        this.payloadType = builder.payloadType;
        this.retry = builder.retry;
        this.backoff = builder.backoff;
        this.priority = builder.priority;
        this.timeout = builder.timeout;
        this.tags = builder.tags;
        this.unique = builder.unique;
        this.limits = List.copyOf(builder.limits);
        this.schedule = builder.schedule;
        this.admissionRules = List.copyOf(builder.admissionRules);
        this.kinds = builder.kinds();
    }

    /** Begins a definition of a job with its name, unless told otherwise at version 1. */
    public static <P> Builder<P> named(String name, PayloadType<P> payloadType) {
        return new Builder<>(name, payloadType);
    }

    /** The name under which the job is stored. */
    public String name() {
        return name;
    }

    /** The kind under which new jobs are stored. */
    public JobKind kind() {
        return new JobKind(name, version);
    }

    /** All kinds that this declaration can run: its own, former names and older versions. */
    public Set<JobKind> kinds() {
        return kinds;
    }

    /** The payload's type. */
    public PayloadType<P> payloadType() {
        return payloadType;
    }

    /** How failures are tried again. */
    public RetryPolicy retry() {
        return retry;
    }

    /** What decides when a failed job is tried again, if it is not the declared delays. */
    public Optional<BackoffRule> backoff() {
        return Optional.ofNullable(backoff);
    }

    /** The priority of jobs that are added without one. */
    public int priority() {
        return priority;
    }

    /** How long one attempt may take, if that is limited. */
    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    /** The tags of every such job. */
    public Tags tags() {
        return tags;
    }

    /** The uniqueness rule, if there is one. */
    public Optional<UniqueRule<P>> unique() {
        return Optional.ofNullable(unique);
    }

    /** The limits that it must keep, in the order of their declaration. */
    public List<LimitRule<P>> limits() {
        return limits;
    }

    /** When the job is added by itself, and with which payload, if it is. */
    public Optional<ScheduledPayload<P>> schedule() {
        return Optional.ofNullable(schedule);
    }

    /** The rules that are asked before the job is added, in the order of their declaration. */
    public List<AdmissionRule<? super P>> admissionRules() {
        return admissionRules;
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * A schedule and the payload of the jobs that it adds.
     *
     * @param schedule when
     * @param payload makes the payload
     * @param <P> the payload's type
     */
    public record ScheduledPayload<P>(Schedule schedule, Supplier<? extends P> payload) {}

    /**
     * Gathers what a declaration says. Not safe for use by several threads.
     *
     * @param <P> the payload's type
     */
    public static final class Builder<P> {
        private final String name;
        private final PayloadType<P> payloadType;
        private final List<AdmissionRule<? super P>> admissionRules = new ArrayList<>();
        private List<String> formerNames = List.of();
        private int version = 1;
        private List<Integer> alsoReads = List.of();
        private RetryPolicy retry = RetryPolicy.DEFAULT;
        private @Nullable BackoffRule backoff;
        private int priority;
        private @Nullable Duration timeout;
        private Tags tags = Tags.NONE;
        private @Nullable UniqueRule<P> unique;
        private final List<LimitRule<P>> limits = new ArrayList<>();
        private @Nullable ScheduledPayload<P> schedule;

        private Builder(String name, PayloadType<P> payloadType) {
            this.name = Names.require("job", name);
            this.payloadType = Objects.requireNonNull(payloadType, "payloadType");
        }

        /** Names of earlier releases that the job still answers to. */
        public Builder<P> formerNames(String... formerNames) {
            this.formerNames = List.of(formerNames);
            return this;
        }

        /** The payload's version, and the older ones that can be read too. */
        public Builder<P> version(int version, Integer... alsoReads) {
            this.version = version;
            this.alsoReads = List.of(alsoReads);
            return this;
        }

        /** How failures are tried again. */
        public Builder<P> retry(RetryPolicy retry) {
            this.retry = Objects.requireNonNull(retry, "retry");
            return this;
        }

        /** What decides when a failed job is tried again, in place of the declared delays. */
        public Builder<P> backoff(BackoffRule backoff) {
            this.backoff = Objects.requireNonNull(backoff, "backoff");
            return this;
        }

        /** The priority of jobs that are added without one. */
        public Builder<P> priority(int priority) {
            this.priority = priority;
            return this;
        }

        /**
         * How long one attempt may take.
         *
         * @throws IllegalArgumentException if the time is not positive
         */
        public Builder<P> timeout(Duration timeout) {
            if (timeout.isZero() || timeout.isNegative()) {
                throw new IllegalArgumentException("timeout must be positive, but is " + timeout);
            }
            this.timeout = timeout;
            return this;
        }

        /**
         * The tags of every such job.
         *
         * @throws IllegalArgumentException if a text is not a tag, as {@link Tags} says, or there are too many
         */
        public Builder<P> tags(String... tags) {
            this.tags = Tags.of(tags);
            return this;
        }

        /** At most one job for each key. */
        public Builder<P> unique(UniqueRule<P> unique) {
            this.unique = Objects.requireNonNull(unique, "unique");
            return this;
        }

        /** A limit for all jobs that name it together. */
        public Builder<P> limit(Limit limit) {
            return limit(limit, payload -> List.of());
        }

        /** A limit for each key by itself. */
        public Builder<P> limit(Limit limit, Function<? super P, ? extends List<? extends @Nullable Object>> key) {
            limits.add(new LimitRule<>(limit, key));
            return this;
        }

        /** Adds the job by itself. */
        public Builder<P> schedule(Schedule schedule, Supplier<? extends P> payload) {
            this.schedule = new ScheduledPayload<>(schedule, payload);
            return this;
        }

        /** A rule that is asked before the job is added. */
        public Builder<P> beforeAdd(AdmissionRule<? super P> rule) {
            admissionRules.add(Objects.requireNonNull(rule, "rule"));
            return this;
        }

        private Set<JobKind> kinds() {
            Set<JobKind> kinds = new LinkedHashSet<>();
            for (String each : allNames()) {
                kinds.add(new JobKind(each, version));
                alsoReads.forEach(older -> kinds.add(new JobKind(each, older)));
            }
            return Collections.unmodifiableSet(kinds);
        }

        private List<String> allNames() {
            List<String> names = new ArrayList<>(formerNames);
            names.add(0, name);
            return names;
        }

        /**
         * The definition.
         *
         * @throws IllegalArgumentException if a name or version is not valid
         */
        public JobDefinition<P> build() {
            return new JobDefinition<>(this);
        }
    }
}
