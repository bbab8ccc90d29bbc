package dev.typedqueue.internal.engine;

import dev.typedqueue.AddContext;
import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.Admission;
import dev.typedqueue.JobId;
import dev.typedqueue.PayloadException;
import dev.typedqueue.definition.AdmissionRule;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.definition.LimitRule;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.UniqueRule;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.PayloadCodec;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.spi.Uniqueness;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The way of a job into the store: asks the rules, writes the payload, stores the job and wakes its worker. */
public final class Intake {

    /** Who is told that there is something to run. */
    interface Wake {

        /** A job of the queue is ready, or due at a time. */
        void added(String queue, @Nullable Duration until);

        /** A job of the queue is there once a transaction commits. */
        void addedInTransaction(String queue, @Nullable Duration until);
    }

    private final StoreSession session;
    private final PayloadCodec codec;
    private final Platform platform;
    private final int maxPayloadSize;
    private final Interceptors interceptors;
    private final Wake wake;

    Intake(
            StoreSession session,
            PayloadCodec codec,
            Platform platform,
            int maxPayloadSize,
            Interceptors interceptors,
            Wake wake) {
        this.session = session;
        this.codec = codec;
        this.platform = platform;
        this.maxPayloadSize = maxPayloadSize;
        this.interceptors = interceptors;
        this.wake = wake;
    }

    /** What became of the question whether a job may be added: the job, or the refusal. */
    private record Prepared(@Nullable NewJob job, AddResult.@Nullable Refused refused) {}

    /** Adds jobs of one kind, all or none of those that the rules admit. */
    public <P> List<AddResult> add(
            QueueDefinition queue,
            JobDefinition<P> job,
            Collection<? extends P> payloads,
            AddOptions options,
            @Nullable Connection connection) {
        requireOf(queue, job);
        JdbcStoreSession jdbc = connection == null ? null : requireJdbc(queue);
        List<Prepared> prepared = new ArrayList<>(payloads.size());
        for (P payload : payloads) {
            prepared.add(prepare(queue, job, payload, options, connection));
        }
        List<NewJob> jobs = prepared.stream()
                .flatMap(each -> Optional.ofNullable(each.job()).stream())
                .toList();
        List<InsertResult> inserted = List.of();
        if (!jobs.isEmpty()) {
            inserted = jdbc == null || connection == null ? session.insert(jobs) : jdbc.insert(connection, jobs);
            tell(queue, jobs, connection);
        }
        return results(prepared, inserted);
    }

    /** The job of a schedule's slot, if the rules admit it. */
    <P> Optional<NewJob> scheduled(QueueDefinition queue, JobDefinition<P> job, P payload, Instant slot) {
        return Optional.ofNullable(
                prepare(queue, job, payload, AddOptions.at(slot), null).job());
    }

    /** A job of the queue was added by other means than {@link #add}, and is due at that time. */
    void wakeWorker(String queue, Instant runAt) {
        wake.added(queue, untilDue(runAt));
    }

    private static void requireOf(QueueDefinition queue, JobDefinition<?> job) {
        if (queue.job(job.kind()).orElse(null) != job) {
            throw new IllegalArgumentException("Job \"" + job + "\" is not one of queue \"" + queue
                    + "\": take its definition from the class that was generated for the queue");
        }
    }

    private JdbcStoreSession requireJdbc(QueueDefinition queue) {
        if (session instanceof JdbcStoreSession jdbc) {
            return jdbc;
        }
        throw new UnsupportedOperationException("The store of queue \"" + queue
                + "\" takes no part in JDBC transactions: add without a connection, or use a store in your database");
    }

    private <P> Prepared prepare(
            QueueDefinition queue, JobDefinition<P> job, P payload, AddOptions asked, @Nullable Connection connection) {
        Objects.requireNonNull(payload, "payload");
        Addition addition = new Addition(queue.name(), job.name(), payload, asked, connection);
        if (interceptors.admit(addition) instanceof Admission.Refused refused) {
            return new Prepared(null, new AddResult.Refused(refused.reason()));
        }
        AddOptions options = addition.options();
        AddContext context = new AddContext(queue.name(), job.name(), options, connection);
        for (AdmissionRule<? super P> rule : job.admissionRules()) {
            if (rule.check(payload, context) instanceof Admission.Refused refused) {
                return new Prepared(null, new AddResult.Refused(refused.reason()));
            }
        }
        Uniqueness uniqueness =
                job.unique().map(rule -> uniqueness(job, rule, payload)).orElse(null);
        Optional<Instant> runAt = options.runAt().or(() -> debounced(job));
        NewJob newJob = new NewJob(
                options.id().orElseGet(() -> newId(uniqueness)),
                queue.name(),
                job.kind(),
                write(queue, job, payload),
                options.priority().orElse(job.priority()),
                runAt.map(RunTimes::requireStorable).orElse(null),
                uniqueness,
                queue.priorityAgeing().orElse(null),
                gates(job, payload),
                job.tags().and(options.tags()).values(),
                addition.context());
        return new Prepared(newJob, null);
    }

    /** When a job runs unless a later one takes its place. */
    private Optional<Instant> debounced(JobDefinition<?> job) {
        return job.unique()
                .flatMap(rule -> Optional.ofNullable(rule.delay()))
                .map(delay -> platform.clock().instant().plus(delay));
    }

    /** Jobs with the same key share a slot, so that a store which spreads jobs by slot finds them in one place. */
    private JobId newId(@Nullable Uniqueness uniqueness) {
        return platform.newJobId(
                uniqueness == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(Math.floorMod(uniqueness.key().hashCode(), JobId.SLOTS)));
    }

    private <P> String write(QueueDefinition queue, JobDefinition<P> job, P payload) {
        String json;
        try {
            json = codec.write(payload, job.payloadType());
        } catch (PayloadException e) {
            throw new PayloadException(
                    "The payload of job \"" + job + "\" of queue \"" + queue + "\" cannot be written: "
                            + e.getMessage(),
                    e);
        }
        int size = json.length() <= maxPayloadSize / 3 ? 0 : json.getBytes(StandardCharsets.UTF_8).length;
        if (size > maxPayloadSize) {
            throw new PayloadException(
                    "The payload of job \"" + job + "\" of queue \"" + queue + "\" has " + size
                            + " bytes, and " + maxPayloadSize
                            + " are allowed: keep what is large elsewhere and queue a reference to it,"
                            + " or raise maxPayloadSize",
                    null);
        }
        return json;
    }

    private <P> Uniqueness uniqueness(JobDefinition<P> job, UniqueRule<P> rule, P payload) {
        String components = codec.writeKey(rule.key().apply(payload));
        return new Uniqueness(
                UniqueKeys.of(job.name(), components), rule.until(), rule.within(), rule.onConflict(), rule.maxWait());
    }

    /** The narrow ones first: who waits at a gate of its key must not take the place of another at one of all keys. */
    private <P> List<Gate> gates(JobDefinition<P> job, P payload) {
        if (job.limits().isEmpty()) {
            return List.of();
        }
        return job.limits().stream()
                .map(rule -> new Passage(rule.limit(), key(rule, payload)))
                .sorted(Passage.NARROW_FIRST)
                .map(passage -> new Gate(passage.limit().name(), passage.key()))
                .toList();
    }

    private record Passage(Limit limit, String key) {

        static final Comparator<Passage> NARROW_FIRST = Comparator.<Passage>comparingInt(Passage::sort)
                .thenComparing(passage -> passage.key().isEmpty());

        private int sort() {
            return limit instanceof Limit.Order ? 0 : limit instanceof Limit.Concurrency ? 1 : 2;
        }
    }

    private <P> String key(LimitRule<P> rule, P payload) {
        List<? extends @Nullable Object> components = rule.key().apply(payload);
        return components.isEmpty() ? "" : UniqueKeys.of("", codec.writeKey(components));
    }

    private void tell(QueueDefinition queue, List<NewJob> jobs, @Nullable Connection connection) {
        Duration until = untilFirst(jobs);
        if (connection == null) {
            wake.added(queue.name(), until);
        } else {
            wake.addedInTransaction(queue.name(), until);
        }
    }

    /** How long until the first of the jobs is due; null if one is now. */
    private @Nullable Duration untilFirst(List<NewJob> jobs) {
        Instant first = Instant.MAX;
        for (NewJob job : jobs) {
            if (job.runAt() == null) {
                return null;
            }
            first = job.runAt().isBefore(first) ? job.runAt() : first;
        }
        return untilDue(first);
    }

    /** Null if it is due now. */
    private @Nullable Duration untilDue(Instant runAt) {
        Duration until = Duration.between(platform.clock().instant(), runAt);
        return until.isNegative() || until.isZero() ? null : until;
    }

    private static List<AddResult> results(List<Prepared> prepared, List<InsertResult> inserted) {
        List<AddResult> results = new ArrayList<>(prepared.size());
        int next = 0;
        for (Prepared each : prepared) {
            if (each.job() == null) {
                results.add(Objects.requireNonNull(each.refused()));
            } else {
                results.add(result(each.job().id(), inserted.get(next++)));
            }
        }
        return List.copyOf(results);
    }

    private static AddResult result(JobId id, InsertResult inserted) {
        if (inserted instanceof InsertResult.Kept kept) {
            return new AddResult.Kept(kept.holder());
        }
        if (inserted instanceof InsertResult.Replaced replaced) {
            return new AddResult.Replaced(replaced.holder());
        }
        return new AddResult.Added(id);
    }
}
