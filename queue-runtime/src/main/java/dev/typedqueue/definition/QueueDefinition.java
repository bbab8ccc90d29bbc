package dev.typedqueue.definition;

import dev.typedqueue.annotation.CrashPolicy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the declaration of a queue says.
 *
 * <p>Immutable.
 */
public final class QueueDefinition {

    /** The most jobs of a queue that one node may be told to run at the same time. */
    public static final int MOST_CONCURRENCY = 10_000;

    private final String name;
    private final String declaration;
    private final int concurrency;
    private final boolean runOnStartup;
    private final boolean external;
    private final String store;
    private final CrashPolicy onCrash;
    private final RetentionPolicy retention;
    private final @Nullable Duration priorityAgeing;
    private final List<JobDefinition<?>> jobs;
    private final Map<JobKind, JobDefinition<?>> byKind;
    private final List<Limit> limits;

    private QueueDefinition(Builder builder) {
        this.name = builder.name;
        this.declaration = builder.declaration;
        this.concurrency = builder.concurrency;
        this.runOnStartup = builder.runOnStartup;
        this.external = builder.external;
        this.store = builder.store;
        this.onCrash = builder.onCrash;
        this.retention = builder.retention;
        this.priorityAgeing = builder.priorityAgeing;
        this.jobs = List.copyOf(builder.jobs);
        this.byKind = index(name, jobs);
        this.limits = limits(name, jobs);
    }

    private static Map<JobKind, JobDefinition<?>> index(String queue, List<JobDefinition<?>> jobs) {
        Map<JobKind, JobDefinition<?>> index = new LinkedHashMap<>();
        for (JobDefinition<?> job : jobs) {
            for (JobKind kind : job.kinds()) {
                JobDefinition<?> other = index.putIfAbsent(kind, job);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "Two jobs of queue \"" + queue + "\" answer to the name \"" + kind + "\"");
                }
            }
        }
        return Collections.unmodifiableMap(index);
    }

    private static List<Limit> limits(String queue, List<JobDefinition<?>> jobs) {
        Map<String, Limit> limits = new LinkedHashMap<>();
        for (JobDefinition<?> job : jobs) {
            for (LimitRule<?> rule : job.limits()) {
                Limit other = limits.putIfAbsent(rule.limit().name(), rule.limit());
                if (other != null && !other.equals(rule.limit())) {
                    throw new IllegalArgumentException("Two limits of queue \"" + queue + "\" have the name \""
                            + other.name() + "\": " + other + " and " + rule.limit());
                }
            }
        }
        return List.copyOf(limits.values());
    }

    /**
     * Begins a definition.
     *
     * @param name the name under which the queue is stored
     * @param declaration the name of the interface that declares it, for messages
     */
    public static Builder named(String name, String declaration) {
        return new Builder(name, declaration);
    }

    /** The name under which the queue is stored. */
    public String name() {
        return name;
    }

    /** The name of the interface that declares the queue, for messages. */
    public String declaration() {
        return declaration;
    }

    /** How many of its jobs one node runs at the same time. */
    public int concurrency() {
        return concurrency;
    }

    /** Whether a node runs the queue as soon as it starts. */
    public boolean runOnStartup() {
        return runOnStartup;
    }

    /** Whether another service runs the queue. */
    public boolean external() {
        return external;
    }

    /** The name of the store that holds the queue; empty for the runtime's unnamed store. */
    public String store() {
        return store;
    }

    /** What becomes of jobs that were running when their node died. */
    public CrashPolicy onCrash() {
        return onCrash;
    }

    /** How long finished jobs are kept. */
    public RetentionPolicy retention() {
        return retention;
    }

    /** After which time of waiting a job counts as one priority higher; empty for never. */
    public Optional<Duration> priorityAgeing() {
        return Optional.ofNullable(priorityAgeing);
    }

    /** The queue's jobs, in the order of their declaration. */
    public List<JobDefinition<?>> jobs() {
        return jobs;
    }

    /** The limits that its jobs must keep, each once. */
    public List<Limit> limits() {
        return limits;
    }

    /** The kinds of all jobs that this declaration can run, and their definitions. */
    public Map<JobKind, JobDefinition<?>> jobsByKind() {
        return byKind;
    }

    /** The job that runs a stored job of that kind, if this declaration knows it. */
    public Optional<JobDefinition<?>> job(JobKind kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Gathers what a declaration says. Not safe for use by several threads. */
    public static final class Builder {
        private final String name;
        private final String declaration;
        private final List<JobDefinition<?>> jobs = new ArrayList<>();
        private int concurrency = 1;
        private boolean runOnStartup = true;
        private boolean external;
        private String store = "";
        private CrashPolicy onCrash = CrashPolicy.RETRY;
        private RetentionPolicy retention = RetentionPolicy.DEFAULT;
        private @Nullable Duration priorityAgeing;

        private Builder(String name, String declaration) {
            this.name = Names.require("queue", name);
            this.declaration = Objects.requireNonNull(declaration, "declaration");
        }

        /**
         * How many of its jobs one node runs at the same time; 1 by default.
         *
         * @throws IllegalArgumentException if it is not 1 to 10,000
         */
        public Builder concurrency(int concurrency) {
            if (concurrency < 1 || concurrency > MOST_CONCURRENCY) {
                throw new IllegalArgumentException(
                        "concurrency must be 1 to " + MOST_CONCURRENCY + ", but is " + concurrency);
            }
            this.concurrency = concurrency;
            return this;
        }

        /** Whether a node runs the queue as soon as it starts; true by default. */
        public Builder runOnStartup(boolean runOnStartup) {
            this.runOnStartup = runOnStartup;
            return this;
        }

        /** Whether another service runs the queue; false by default. */
        public Builder external(boolean external) {
            this.external = external;
            return this;
        }

        /** The name of the store that holds the queue. */
        public Builder store(String store) {
            this.store = Objects.requireNonNull(store, "store");
            return this;
        }

        /** What becomes of jobs that were running when their node died. */
        public Builder onCrash(CrashPolicy onCrash) {
            this.onCrash = Objects.requireNonNull(onCrash, "onCrash");
            return this;
        }

        /** How long finished jobs are kept. */
        public Builder retention(RetentionPolicy retention) {
            this.retention = Objects.requireNonNull(retention, "retention");
            return this;
        }

        /**
         * After which time of waiting a job counts as one priority higher; never by default.
         *
         * @throws IllegalArgumentException if it is not a whole number of seconds from 1 second to 365 days
         */
        public Builder priorityAgeing(Duration priorityAgeing) {
            if (priorityAgeing.compareTo(Duration.ofSeconds(1)) < 0
                    || priorityAgeing.compareTo(Duration.ofDays(365)) > 0
                    || !priorityAgeing.equals(priorityAgeing.truncatedTo(ChronoUnit.SECONDS))) {
                throw new IllegalArgumentException("priorityAgeing must be a whole number of seconds from 1 second to"
                        + " 365 days, but is " + priorityAgeing);
            }
            this.priorityAgeing = priorityAgeing;
            return this;
        }

        /** Adds a job. */
        public Builder job(JobDefinition<?> job) {
            jobs.add(Objects.requireNonNull(job, "job"));
            return this;
        }

        /**
         * The definition.
         *
         * @throws IllegalArgumentException if two jobs answer to one name, or two different limits have one
         */
        public QueueDefinition build() {
            return new QueueDefinition(this);
        }
    }
}
