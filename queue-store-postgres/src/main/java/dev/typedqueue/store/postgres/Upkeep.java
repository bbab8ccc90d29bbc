package dev.typedqueue.store.postgres;

import dev.typedqueue.JobState;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.Promotion;
import dev.typedqueue.store.jdbc.Statements;
import dev.typedqueue.store.jdbc.States;
import dev.typedqueue.store.jdbc.Timestamps;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What nodes do now and then, page by page: promotion, gates, parking, retention. Each looks first without writing.
 * Rows that another node is working on are stepped over.
 */
final class Upkeep {

    // waiting_due, gate_look_at, and the primary key of gate_news.
    static final String NEXT = """
            SELECT {now} AS now,
                (SELECT min(first.run_at)
                 FROM unnest(?::integer[]) AS s(shard), LATERAL (
                     SELECT w.run_at FROM {schema}.waiting w
                     WHERE w.state <> 7 AND w.shard = s.shard AND w.namespace = ?
                     ORDER BY w.run_at LIMIT 1) first) AS due,
                (SELECT min(first.look_at) FROM {schema}.queue q, LATERAL (
                     SELECT g.look_at FROM {schema}.gate g WHERE g.queue = q.id ORDER BY g.look_at LIMIT 1) first
                 WHERE q.namespace = ? AND q.gated AND q.declared) AS gate,
                ARRAY(SELECT q.id FROM {schema}.queue q
                      WHERE q.namespace = ? AND q.gated AND q.declared
                        AND (EXISTS (SELECT 1 FROM {schema}.gate_news n WHERE n.queue = q.id)
                             OR EXISTS (SELECT 1 FROM {schema}.gate g
                                        WHERE g.queue = q.id AND g.look_at <= (SELECT {now})))
                      ORDER BY q.id) AS gated
            """;

    // waiting_due, and the primary key. The time is a value of its own, which an index can take.
    static final String PROMOTE = """
            WITH due AS (
                DELETE FROM {schema}.waiting WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM {schema}.waiting
                    WHERE state <> 7 AND shard = ? AND namespace = ? AND run_at <= (SELECT {now})
                    ORDER BY run_at LIMIT ? FOR UPDATE SKIP LOCKED))
                RETURNING queue, kind, rank, shard, id, gated),
            ready AS (
                INSERT INTO {schema}.ready (queue, kind, rank, shard, lane, id)
                SELECT queue, kind, rank, shard, 0, id FROM due WHERE NOT gated)
            SELECT queue, count(*) FILTER (WHERE NOT gated), array_agg(id) FILTER (WHERE gated)
            FROM due GROUP BY queue
            """;

    // The primary key of ready: one probe for each kind that the store has ever seen.
    static final String UNKNOWN_KINDS = """
            SELECT s.shard, k.id FROM {schema}.kind k, unnest(?::integer[]) AS s(shard)
            WHERE k.id <> ALL (?)
              AND EXISTS (SELECT 1 FROM {schema}.ready r WHERE r.shard = s.shard AND r.queue = ? AND r.kind = k.id)
            """;

    // The primary key of ready.
    static final String PARK = """
            WITH unknown AS (
                DELETE FROM {schema}.ready WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM {schema}.ready
                    WHERE shard = ? AND queue = ? AND kind = ANY (?) LIMIT ? FOR UPDATE SKIP LOCKED))
                RETURNING id),
            noted AS (
                UPDATE {schema}.job j SET note = 'No live node knows this job'
                WHERE j.shard = ? AND j.namespace = ? AND j.id = ANY (ARRAY(SELECT id FROM unknown))
                  AND j.id BETWEEN (SELECT id FROM unknown ORDER BY id LIMIT 1)
                              AND (SELECT id FROM unknown ORDER BY id DESC LIMIT 1)
                RETURNING j.*)
            INSERT INTO {schema}.waiting (run_at, queue, kind, rank, shard, namespace, state, id, gated)
            SELECT run_at, queue, kind, {schema}.claim_rank(priority, ageing, run_at), shard, namespace, 7, id,
                gates IS NOT NULL
            FROM noted
            RETURNING id, gated
            """;

    // waiting_unknown.
    static final String HAS_PARKED = """
            SELECT 1 FROM {schema}.waiting
            WHERE state = 7 AND shard = ANY (?) AND queue = ? AND kind = ANY (?) LIMIT 1
            """;

    // waiting_unknown, and the primary key.
    static final String UNPARK = """
            WITH known AS (
                DELETE FROM {schema}.waiting WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM {schema}.waiting
                    WHERE state = 7 AND shard = ? AND queue = ? AND kind = ANY (?) LIMIT ? FOR UPDATE SKIP LOCKED))
                RETURNING queue, kind, rank, shard, id, gated),
            ready AS (
                INSERT INTO {schema}.ready (queue, kind, rank, shard, lane, id)
                SELECT queue, kind, rank, shard, 0, id FROM known WHERE NOT gated)
            SELECT id, gated FROM known
            """;

    /** When to look again for what another transaction held. */
    private static final Duration LOCKED_AGAIN = Duration.ofMillis(10);

    private final Scope scope;
    private final Deletion deletion;
    private final Gates gates;
    private final Gatekeeper gatekeeper;

    Upkeep(Scope scope, Deletion deletion, Gates gates, Gatekeeper gatekeeper) {
        this.scope = scope;
        this.deletion = deletion;
        this.gates = gates;
        this.gatekeeper = gatekeeper;
    }

    /**
     * What there is to promote.
     *
     * @param due when the next waiting job is due, or null if none waits
     * @param gate when a gate is to be looked at, or null if at no time
     * @param gated the queues with gates that are to be looked at now
     */
    private record Look(
            long now, @Nullable Long due, @Nullable Long gate, List<Integer> gated) {

        static Look read(ResultSet row) throws SQLException {
            return new Look(
                    row.getLong("now"),
                    Statements.longOrNull(row, "due"),
                    Statements.longOrNull(row, "gate"),
                    List.of((Integer[]) row.getArray("gated").getArray()));
        }

        boolean isDue() {
            return due != null && due <= now;
        }

        /** How long until there is something to do. Gates that could not be looked at are with another node. */
        @Nullable
        Duration untilNext() {
            long next = Math.min(due == null ? Long.MAX_VALUE : due, gate == null ? Long.MAX_VALUE : gate);
            Duration until = next == Long.MAX_VALUE ? null : Duration.of(Math.max(0, next - now), ChronoUnit.MICROS);
            return gated.isEmpty() || isDue() ? until : LOCKED_AGAIN;
        }
    }

    /** What a shard's due jobs are in one queue. */
    private record Due(int queue, int ready, List<UUID> gated) {

        static Due read(ResultSet row) throws SQLException {
            @Nullable Array gated = row.getArray(3);
            return new Due(
                    row.getInt(1), row.getInt(2), gated == null ? List.of() : List.of((UUID[]) gated.getArray()));
        }
    }

    private record Moved(UUID id, boolean gated) {

        static Moved read(ResultSet row) throws SQLException {
            return new Moved(row.getObject(1, UUID.class), row.getBoolean(2));
        }

        static List<UUID> gated(List<Moved> jobs) {
            return jobs.stream().filter(Moved::gated).map(Moved::id).toList();
        }
    }

    private Sql.Array shards() {
        return Sql.Array.ints(IntStream.range(0, scope.shards()).boxed().toList());
    }

    Promotion promoteDue(int limit) {
        Look look = look();
        int promoted = 0;
        Set<String> queues = new HashSet<>();
        if (look.isDue()) {
            for (int shard = 0; shard < scope.shards() && promoted < limit; shard++) {
                promoted += promote(shard, limit - promoted, queues);
            }
            look = look();
        }
        if (!look.gated().isEmpty() && promoted < limit) {
            Gatekeeper.Round round = gatekeeper.admit(look.gated(), limit - promoted, queues);
            if (round.moved()) {
                return new Promotion(promoted + round.ready(), queues, Duration.ZERO);
            }
            look = look();
        }
        return new Promotion(promoted, queues, look.untilNext());
    }

    private int promote(int shard, int limit, Set<String> names) {
        return scope.database().write(sql -> {
            int promoted = 0;
            List<UUID> gated = new ArrayList<>();
            for (Due due : sql.list(PROMOTE, Due::read, shard, scope.namespace(), limit)) {
                if (due.ready() > 0) {
                    names.add(scope.database().names().queueName(sql, due.queue()));
                }
                promoted += due.ready();
                gated.addAll(due.gated());
            }
            for (Map.Entry<Integer, Integer> ready :
                    gates.arrive(sql, shard, gated).entrySet()) {
                names.add(scope.database().names().queueName(sql, ready.getKey()));
                promoted += ready.getValue();
            }
            return promoted;
        });
    }

    private Look look() {
        return scope.database()
                .read(sql -> sql.first(
                                NEXT, Look::read, shards(), scope.namespace(), scope.namespace(), scope.namespace())
                        .orElseThrow());
    }

    int park(String queueName, Set<JobKind> known, int limit) {
        int queue = scope.queue(queueName);
        TreeMap<Integer, List<Integer>> unknown = new TreeMap<>();
        scope.database()
                .read(sql -> sql.list(
                        UNKNOWN_KINDS,
                        row -> unknown.computeIfAbsent(row.getInt(1), any -> new ArrayList<>())
                                .add(row.getInt(2)),
                        shards(),
                        numbers(known),
                        queue));
        int[] parked = {0};
        unknown.forEach((shard, kinds) -> {
            if (parked[0] < limit) {
                parked[0] += scope.database().write(sql -> park(sql, shard, queue, kinds, limit - parked[0]));
            }
        });
        return parked[0];
    }

    private int park(Sql sql, int shard, int queue, List<Integer> kinds, int limit) throws SQLException {
        List<Moved> parked =
                sql.list(PARK, Moved::read, shard, queue, Sql.Array.ints(kinds), limit, shard, scope.namespace());
        gates.leave(sql, shard, Moved.gated(parked), Gates.Leave.WAITS);
        return parked.size();
    }

    private int unpark(Sql sql, int shard, int queue, Sql.Array kinds, int limit) throws SQLException {
        List<Moved> known = sql.list(UNPARK, Moved::read, shard, queue, kinds, limit);
        gates.arrive(sql, shard, Moved.gated(known));
        return known.size();
    }

    int unpark(String queueName, Set<JobKind> known, int limit) {
        int queue = scope.queue(queueName);
        Sql.Array kinds = numbers(known);
        if (!scope.database().<Boolean>read(sql -> sql.exists(HAS_PARKED, shards(), queue, kinds))) {
            return 0;
        }
        int made = 0;
        for (int shard = 0; shard < scope.shards() && made < limit; shard++) {
            int inShard = shard;
            int room = limit - made;
            made += scope.database().write(sql -> unpark(sql, inShard, queue, kinds, room));
        }
        return made;
    }

    private Sql.Array numbers(Collection<JobKind> kinds) {
        return Sql.Array.ints(kinds.stream().map(scope::kind).toList());
    }

    int purge(String queueName, JobState state, Duration age, int limit) {
        States.finished(state);
        int queue = scope.queue(queueName);
        boolean any =
                scope.database().read(sql -> deletion.hasOld(sql, queue, state, Timestamps.minus(sql.now(), age)));
        return any
                ? scope.database()
                        .write(sql -> deletion.deleteOld(sql, queue, state, Timestamps.minus(sql.now(), age), limit))
                : 0;
    }
}
