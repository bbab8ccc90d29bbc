package dev.typedqueue.store.postgres;

import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoredText;
import dev.typedqueue.spi.Uniqueness;
import dev.typedqueue.store.jdbc.KeyHold;
import dev.typedqueue.store.jdbc.Timestamps;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stores new jobs. */
final class Insertion {

    /** An id that is older than this counts as late: a claim may have looked past it. */
    private static final Duration LATE = Floors.LATE;

    /** Of jobs that may have been stored before. It costs an entry of the log for each row. */
    private static final String IF_STORED = "ON CONFLICT (shard, namespace, id) DO NOTHING";

    // The primary key of job keeps a job from being stored twice. Lane 1 is for jobs whose id is as new as their row.
    private static final String ADD = """
            WITH now AS MATERIALIZED (SELECT {now} AS time),
            late AS MATERIALIZED (
                SELECT (lpad(to_hex(time / 1000 - ?), 12, '0') || repeat('0', 20))::uuid AS below FROM now),
            added AS (
                INSERT INTO {schema}.job (added_at, run_at, id, queue, kind, priority, shard, namespace,
                                          unique_until, unique_end, ageing, unique_key, context, tags, gates, payload)
                SELECT now.time, coalesce(n.run_at, now.time), n.id, n.queue, n.kind, n.priority, ?, ?,
                       n.unique_until, now.time + n.unique_within, n.ageing, n.unique_key,
                       n.context::jsonb, n.tags::jsonb, n.gates::jsonb, n.payload
                FROM now, unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    AS n(id, queue, kind, priority, run_at, unique_until, unique_within, ageing, unique_key, context,
                         tags, gates, payload)
                %s
                RETURNING id, queue, kind, {schema}.claim_rank(priority, ageing, run_at) AS rank, shard, namespace,
                          run_at, added_at, gates),
            waits AS (
                INSERT INTO {schema}.waiting (run_at, queue, kind, rank, shard, namespace, state, id, gated)
                SELECT run_at, queue, kind, rank, shard, namespace, 0, id, gates IS NOT NULL
                FROM added WHERE run_at > added_at)%s
            INSERT INTO {schema}.ready (queue, kind, rank, shard, lane, id)
            SELECT queue, kind, rank, shard, CASE WHEN id < late.below THEN 0 ELSE 1 END, id
            FROM late, added WHERE run_at <= added_at AND gates IS NULL
            """;

    // The same for jobs that differ in nothing but id and payload, and are due at once: as most are.
    private static final String ADD_ALIKE = """
            WITH now AS MATERIALIZED (SELECT {now} AS time),
            late AS MATERIALIZED (
                SELECT (lpad(to_hex(time / 1000 - ?), 12, '0') || repeat('0', 20))::uuid AS below FROM now),
            added AS (
                INSERT INTO {schema}.job (added_at, run_at, id, queue, kind, priority, shard, namespace, payload)
                SELECT now.time, now.time, n.id, ?, ?, ?, ?, ?, n.payload FROM now, unnest(?, ?) AS n(id, payload)
                %s
                RETURNING id)
            INSERT INTO {schema}.ready (queue, kind, rank, shard, lane, id)
            SELECT ?, ?, ?, ?, CASE WHEN id < late.below THEN 0 ELSE 1 END, id FROM late, added
            """;

    /** For jobs some of which have gates: those that are due stand at their first one. */
    private static final String ARRIVED = """
            ,
            arrived AS (
                INSERT INTO {schema}.gate_waiter (queue, kind, rank, shard, several, id, limit_name, gate_key)
                SELECT queue, kind, rank, shard, jsonb_array_length(gates) > 2, id, gates ->> 0, gates ->> 1
                FROM added WHERE run_at <= added_at AND gates IS NOT NULL
                RETURNING queue, limit_name, gate_key),
            """ + Gates.tell("arrived");

    /** What is known of jobs and of the transaction that stores them. */
    private enum Terms {
        /** None was stored before: the statement fails if one was. */
        NEW(LATE, ""),
        /** Some may have been stored before. */
        REPEATED(LATE, IF_STORED),
        /** The transaction is a caller's, and may commit at any time. */
        OF_CALLER(Duration.ofDays(-36_500), IF_STORED);

        private final Duration late;
        private final String any;
        private final String gated;
        private final String alike;

        Terms(Duration late, String conflict) {
            this.late = late;
            this.any = ADD.formatted(conflict, "");
            this.gated = ADD.formatted(conflict, ARRIVED);
            this.alike = ADD_ALIKE.formatted(conflict);
        }
    }

    // The primary key of job.
    static final String STORED =
            "SELECT id FROM {schema}.job WHERE shard = ? AND namespace = ? AND id = ANY (?) AND id BETWEEN ? AND ?";

    private final Scope scope;
    private final UniqueKeys keys;
    private final BulkInsertion bulk;

    Insertion(Scope scope, UniqueKeys keys) {
        this.scope = scope;
        this.keys = keys;
        this.bulk = new BulkInsertion(scope);
    }

    /** Makes sure that the queues and kinds of jobs have numbers, before the transaction that stores them. */
    void prepare(List<NewJob> jobs) {
        for (NewJob job : jobs) {
            scope.queue(job.queue());
            scope.kind(job.kind());
            if (!job.gates().isEmpty()) {
                scope.gated(job.queue());
            }
        }
    }

    /**
     * Stores jobs in a transaction that commits at once.
     *
     * @throws SQLException if one of them was stored before: see {@link Faults#isStored}
     */
    List<InsertResult> insertNew(Sql sql, List<NewJob> jobs) throws SQLException {
        return insert(sql, jobs, Terms.NEW);
    }

    /** Stores those jobs that were not stored before, in a transaction that commits at once. */
    List<InsertResult> insert(Sql sql, List<NewJob> jobs) throws SQLException {
        return insert(sql, jobs, Terms.REPEATED);
    }

    /** Stores those jobs that were not stored before, in a transaction that may commit at any time. */
    List<InsertResult> insertLate(Sql sql, List<NewJob> jobs) throws SQLException {
        return insert(sql, jobs, Terms.OF_CALLER);
    }

    private List<InsertResult> insert(Sql sql, List<NewJob> jobs, Terms terms) throws SQLException {
        @Nullable InsertResult[] results = new InsertResult[jobs.size()];
        List<NewJob> plain = new ArrayList<>(jobs.size());
        List<Integer> unique = new ArrayList<>();
        for (int i = 0; i < jobs.size(); i++) {
            if (jobs.get(i).uniqueness() == null) {
                plain.add(jobs.get(i));
                results[i] = new InsertResult.Inserted();
            } else {
                unique.add(i);
            }
        }
        store(sql, plain, terms);
        if (!unique.isEmpty()) {
            insertUnique(sql, jobs, unique, results, terms);
        }
        return Arrays.stream(results).map(Objects::requireNonNull).toList();
    }

    /** Takes the keys that nobody holds at once, and looks at the holders of the others one by one. */
    private void insertUnique(
            Sql sql, List<NewJob> jobs, List<Integer> unique, @Nullable InsertResult[] results, Terms terms)
            throws SQLException {
        Set<UUID> seen = stored(sql, unique.stream().map(jobs::get).toList());
        List<Integer> unknown = new ArrayList<>();
        for (int i : unique) {
            if (seen.add(jobs.get(i).id().value())) {
                unknown.add(i);
            } else {
                results[i] = new InsertResult.Inserted();
            }
        }
        Set<UUID> holders = keys.takeFree(sql, unknown.stream().map(jobs::get).toList());
        List<NewJob> free = new ArrayList<>();
        List<Integer> contested = new ArrayList<>();
        for (int i : unknown) {
            if (holders.contains(jobs.get(i).id().value())) {
                free.add(jobs.get(i));
                results[i] = new InsertResult.Inserted();
            } else {
                contested.add(i);
            }
        }
        store(sql, free, terms);
        contested.sort(Comparator.comparing((Integer i) -> jobs.get(i).queue())
                .thenComparing(i -> UniqueKeys.text(jobs.get(i)))); // stable: jobs of one key stay in their order
        for (int i : contested) {
            NewJob job = jobs.get(i);
            InsertResult result = keys.contest(sql, job);
            if (result instanceof InsertResult.Inserted) {
                store(sql, List.of(job), terms);
            }
            results[i] = result;
        }
    }

    private Set<UUID> stored(Sql sql, List<NewJob> jobs) throws SQLException {
        Set<UUID> stored = new HashSet<>();
        for (Map.Entry<Integer, List<NewJob>> entry : byShard(jobs).entrySet()) {
            stored.addAll(sql.list(
                    STORED,
                    row -> row.getObject(1, UUID.class),
                    entry.getKey(),
                    scope.namespace(),
                    Sql.Among.ids(entry.getValue().stream()
                            .map(job -> job.id().value())
                            .toList())));
        }
        return stored;
    }

    private Map<Integer, List<NewJob>> byShard(List<NewJob> jobs) {
        Map<Integer, List<NewJob>> shards = new TreeMap<>();
        jobs.forEach(job -> shards.computeIfAbsent(scope.shard(job.id()), any -> new ArrayList<>())
                .add(job));
        return shards;
    }

    private void store(Sql sql, List<NewJob> jobs, Terms terms) throws SQLException {
        for (Map.Entry<Integer, List<NewJob>> entry : byShard(jobs).entrySet()) {
            store(sql, entry.getKey(), entry.getValue(), terms);
        }
    }

    /** Whether one statement stores the jobs, so that it needs no transaction around it. */
    boolean isOneStatement(List<NewJob> jobs) {
        int shard = scope.shard(jobs.get(0).id());
        return jobs.size() < BulkInsertion.LEAST_JOBS
                && jobs.stream()
                        .allMatch(job ->
                                job.uniqueness() == null && job.gates().isEmpty() && scope.shard(job.id()) == shard);
    }

    private void store(Sql sql, int shard, List<NewJob> jobs, Terms terms) throws SQLException {
        NewJob first = jobs.get(0);
        if (!jobs.stream().allMatch(job -> isLike(first, job))) {
            storeAny(sql, shard, jobs, terms);
        } else if (terms == Terms.NEW && jobs.size() >= BulkInsertion.LEAST_JOBS && BulkInsertion.isPossible(sql)) {
            bulk.insert(sql, shard, jobs, terms.late);
        } else {
            storeAlike(sql, shard, jobs, terms);
        }
    }

    /** Whether a job that is due at once differs from another in nothing but id and payload. */
    private static boolean isLike(NewJob first, NewJob job) {
        return job.queue().equals(first.queue())
                && job.kind().equals(first.kind())
                && job.priority() == first.priority()
                && job.runAt() == null
                && job.uniqueness() == null
                && job.ageing() == null
                && job.context().isEmpty()
                && job.tags().isEmpty()
                && job.gates().isEmpty();
    }

    private void storeAlike(Sql sql, int shard, List<NewJob> jobs, Terms terms) throws SQLException {
        NewJob first = jobs.get(0);
        int queue = scope.queue(first.queue());
        int kind = scope.kind(first.kind());
        sql.update(
                terms.alike,
                terms.late.toMillis(),
                queue,
                kind,
                first.priority(),
                shard,
                scope.namespace(),
                Sql.Array.of("uuid", jobs, job -> job.id().value()),
                Sql.Array.of("text", jobs, NewJob::payload),
                queue,
                kind,
                ~first.priority(),
                shard);
    }

    private void storeAny(Sql sql, int shard, List<NewJob> jobs, Terms terms) throws SQLException {
        sql.update(
                jobs.stream().allMatch(job -> job.gates().isEmpty()) ? terms.any : terms.gated,
                terms.late.toMillis(),
                shard,
                scope.namespace(),
                Sql.Array.of("uuid", jobs, job -> job.id().value()),
                Sql.Array.of("int4", jobs, job -> scope.queue(job.queue())),
                Sql.Array.of("int4", jobs, job -> scope.kind(job.kind())),
                Sql.Array.of("int4", jobs, NewJob::priority),
                Sql.Array.of("int8", jobs, job -> job.runAt() == null ? null : Timestamps.of(job.runAt())),
                Sql.Array.of("int4", jobs, job -> until(job.uniqueness())),
                Sql.Array.of("int8", jobs, job -> within(job.uniqueness())),
                Sql.Array.of(
                        "int4",
                        jobs,
                        job -> job.ageing() == null ? null : (int) job.ageing().toSeconds()),
                Sql.Array.of("text", jobs, job -> job.uniqueness() == null ? null : UniqueKeys.text(job)),
                Sql.Array.of("text", jobs, job -> StoredText.ofContext(job.context())),
                Sql.Array.of("text", jobs, job -> StoredText.ofTags(job.tags())),
                Sql.Array.of("text", jobs, job -> StoredText.ofGates(job.gates())),
                Sql.Array.of("text", jobs, NewJob::payload));
    }

    private static @Nullable Integer until(@Nullable Uniqueness uniqueness) {
        return uniqueness == null ? null : KeyHold.code(uniqueness.until());
    }

    /** At most so long that its sum with a time is one. */
    private static @Nullable Long within(@Nullable Uniqueness uniqueness) {
        return uniqueness == null || uniqueness.within() == null
                ? null
                : Math.min(Timestamps.plus(0, uniqueness.within()), Long.MAX_VALUE / 2);
    }
}
