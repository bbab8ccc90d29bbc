package dev.typedqueue.store.postgres;

import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.StoredText;
import dev.typedqueue.store.jdbc.Statements;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lets blocked jobs through their gates. One at a time works at a queue, and only then counts: so it sees what the one
 * before it has committed, and no two nodes give the same place away. It waits for nobody: a queue at which another is
 * at work, and jobs that a transaction of a caller's holds, are stepped over.
 */
final class Gatekeeper {

    /** How many news are taken at once. */
    private static final int PAGE = 500;

    // The primary key of queue; keeps other gatekeepers out, and a change of the limits. Leaves no new version of the
    // row behind, which every completion reads.
    private static final String LOCK =
            "SELECT 1 FROM {schema}.queue WHERE id = ? AND declared FOR NO KEY UPDATE SKIP LOCKED";

    // The primary keys of gate_news, queue_limit and gate, and gate_look_at.
    static final String NEWS = """
            SELECT {now} AS now, n.id, n.limit_name, n.gate_key, coalesce(l.changed, l.declared) AS in_force,
                g.full_at, g.passed_at
            FROM (
                (SELECT NULL::bigint AS id, limit_name, gate_key FROM {schema}.gate
                 WHERE queue = ? AND look_at <= (SELECT {now}) ORDER BY look_at LIMIT ?)
                UNION ALL
                (SELECT id, limit_name, gate_key FROM {schema}.gate_news WHERE queue = ? ORDER BY id LIMIT ?)) n
                LEFT JOIN LATERAL (
                    SELECT changed, declared FROM {schema}.queue_limit
                    WHERE queue = ? AND name = n.limit_name LIMIT 1) l ON true
                LEFT JOIN LATERAL (
                    SELECT full_at, passed_at FROM {schema}.gate
                    WHERE queue = ? AND limit_name = n.limit_name AND gate_key = n.gate_key LIMIT 1) g ON true
            """;

    /**
     * Of rates: forgets the holders that have started, and counts the others. By the primary keys of gate_holder and
     * ready, and for those that stand at another gate of gate_waiter.
     */
    static final String NOT_STARTED = """
            WITH holder AS MATERIALIZED (
                SELECT h.place, g.limit_name, g.gate_key, h.started
                FROM unnest(?, ?) AS g(limit_name, gate_key) CROSS JOIN LATERAL (
                    SELECT o.ctid AS place,
                        NOT EXISTS (SELECT 1 FROM {schema}.ready r
                                    WHERE r.shard = o.shard AND r.queue = o.queue AND r.kind = o.kind
                                      AND r.lane IN (0, 1) AND r.rank = o.rank AND r.id = o.id OFFSET 0)
                        AND NOT EXISTS (SELECT 1 FROM {schema}.job j CROSS JOIN %s
                                        WHERE j.shard = o.shard AND j.namespace = ? AND j.id = o.id OFFSET 0)
                            AS started
                    FROM {schema}.gate_holder o
                    WHERE o.queue = ? AND o.limit_name = g.limit_name AND o.gate_key = g.gate_key OFFSET 0) h),
            forgotten AS (
                DELETE FROM {schema}.gate_holder WHERE ctid = ANY (ARRAY(
                    SELECT ctid FROM {schema}.gate_holder
                    WHERE ctid = ANY (ARRAY(SELECT place FROM holder WHERE started)) FOR UPDATE SKIP LOCKED)))
            SELECT limit_name, gate_key, count(*) AS jobs FROM holder WHERE NOT started GROUP BY limit_name, gate_key
            """.formatted(Gates.of("gate_waiter"));

    /**
     * Lets jobs through. Where no room is given, it is what {@code most} leaves beside the holders; all by the primary
     * keys, and by gate_waiter_urgent.
     */
    private static final String PASS = """
            WITH place AS MATERIALIZED (
                SELECT g.limit_name, g.gate_key, m.room,
                    (SELECT count(*) FROM (
                        SELECT 1 FROM {schema}.gate_waiter w
                        WHERE w.queue = ? AND w.limit_name = g.limit_name AND w.gate_key = g.gate_key
                        LIMIT least(m.room, ?) + 1) AS first) AS waiting
                FROM unnest(?, ?, ?, ?) AS g(limit_name, gate_key, most, room) CROSS JOIN LATERAL (
                    SELECT coalesce(g.room, greatest(0, g.most - (SELECT count(*) FROM (
                        SELECT 1 FROM {schema}.gate_holder h
                        WHERE h.queue = ? AND h.limit_name = g.limit_name AND h.gate_key = g.gate_key
                        LIMIT g.most) AS held))) AS room OFFSET 0) m),
            first AS MATERIALIZED (
                SELECT f.place
                FROM place p CROSS JOIN LATERAL (
                    SELECT w.ctid AS place FROM {schema}.gate_waiter w
                    WHERE w.queue = ? AND w.limit_name = p.limit_name AND w.gate_key = p.gate_key
                    ORDER BY %s LIMIT p.room FOR UPDATE SKIP LOCKED) f
                LIMIT ?),
            passed AS (
                DELETE FROM {schema}.gate_waiter WHERE ctid = ANY (ARRAY(SELECT place FROM first)) RETURNING *),
            held AS (
                INSERT INTO {schema}.gate_holder (queue, kind, rank, shard, id, limit_name, gate_key)
                SELECT queue, kind, rank, shard, id, limit_name, gate_key FROM passed),
            ready AS (
                INSERT INTO {schema}.ready (queue, kind, rank, shard, lane, id)
                SELECT queue, kind, rank, shard, 0, id FROM passed WHERE NOT several)
            SELECT limit_name, gate_key, room, waiting, 0 AS passed, 0 AS ready, NULL::smallint[] AS shards,
                NULL::uuid[] AS ids
            FROM place
            UNION ALL
            SELECT limit_name, gate_key, 0, 0, count(*), count(*) FILTER (WHERE NOT several),
                array_agg(shard) FILTER (WHERE several), array_agg(id) FILTER (WHERE several)
            FROM passed GROUP BY limit_name, gate_key
            """;

    static final String PASS_BY_URGENCY = PASS.formatted("w.rank, w.id");

    static final String PASS_BY_ID = PASS.formatted("w.id");

    // The primary key.
    private static final String FORGET_NEWS =
            "DELETE FROM {schema}.gate_news WHERE queue = ? AND id = ANY (?) AND id BETWEEN ? AND ?";

    // The primary key.
    private static final String KEEP = """
            INSERT INTO {schema}.gate (queue, limit_name, gate_key, full_at, passed_at, look_at)
            SELECT ?, g.* FROM unnest(?, ?, ?, ?, ?) AS g(limit_name, gate_key, full_at, passed_at, look_at)
            ON CONFLICT (queue, limit_name, gate_key) DO UPDATE
            SET full_at = excluded.full_at, passed_at = excluded.passed_at, look_at = excluded.look_at
            """;

    // The primary key.
    private static final String DROP = """
            DELETE FROM {schema}.gate t USING unnest(?, ?) AS g(limit_name, gate_key)
            WHERE t.queue = ? AND t.limit_name = g.limit_name AND t.gate_key = g.gate_key
            """;

    private final Scope scope;
    private final Gates gates;
    private final AtomicInteger turn = new AtomicInteger();

    Gatekeeper(Scope scope, Gates gates) {
        this.scope = scope;
        this.gates = gates;
    }

    /**
     * What was done.
     *
     * @param ready how many jobs became ready
     * @param moved whether any gate was looked at: there may be more to do
     */
    record Round(int ready, boolean moved) {}

    private record News(
            long now,
            @Nullable Long id,
            Gate gate,
            @Nullable Limit inForce,
            @Nullable Long fullAt,
            long passedAt) {

        static News read(ResultSet row) throws SQLException {
            Gate gate = readGate(row);
            @Nullable String inForce = row.getString("in_force");
            return new News(
                    row.getLong("now"),
                    Statements.longOrNull(row, "id"),
                    gate,
                    inForce == null ? null : StoredText.limit(gate.limit(), inForce),
                    Statements.longOrNull(row, "full_at"),
                    row.getLong("passed_at"));
        }

        GatePlace place() {
            return new GatePlace(gate, inForce, fullAt, passedAt);
        }
    }

    private static Gate readGate(ResultSet row) throws SQLException {
        return new Gate(row.getString("limit_name"), row.getString("gate_key"));
    }

    /**
     * Looks at gates of some queues, of each in a transaction of its own.
     *
     * @param limit the most jobs to make ready
     * @param names is told of the queues that have ready jobs now
     */
    Round admit(List<Integer> queues, int limit, Set<String> names) {
        int first = turn.getAndIncrement();
        int ready = 0;
        boolean moved = false;
        for (int i = 0; i < queues.size() && ready < limit; i++) {
            int queue = queues.get(Math.floorMod(first + i, queues.size()));
            int room = limit - ready;
            Round round = scope.database().write(sql -> new Look(sql, queue, room, names).admit());
            ready += round.ready();
            moved |= round.moved();
        }
        return new Round(ready, moved);
    }

    /** One look at the gates of a queue. */
    private final class Look {

        private final Sql sql;
        private final int queue;
        private final int limit;
        private final Set<String> names;
        private final Map<Gate, GatePlace> places = new LinkedHashMap<>();
        private final Map<Integer, List<UUID>> further = new TreeMap<>();
        private int passed;
        private int ready;
        private long now;

        Look(Sql sql, int queue, int limit, Set<String> names) {
            this.sql = sql;
            this.queue = queue;
            this.limit = limit;
            this.names = names;
        }

        Round admit() throws SQLException {
            if (!sql.exists(LOCK, queue)) {
                return new Round(0, false);
            }
            for (News news : sql.list(NEWS, News::read, queue, PAGE, queue, PAGE, queue, queue)) {
                now = news.now();
                places.computeIfAbsent(news.gate(), any -> news.place()).add(news.id());
            }
            countNotStarted(places(GatePlace::isRate));
            pass(PASS_BY_ID, places(GatePlace::isOrder));
            pass(PASS_BY_URGENCY, places(place -> !place.isOrder()));
            for (Map.Entry<Integer, List<UUID>> shard : further.entrySet()) {
                ready += gates.arrive(sql, shard.getKey(), shard.getValue()).getOrDefault(queue, 0);
            }
            remember();
            if (ready > 0) {
                names.add(scope.database().names().queueName(sql, queue));
            }
            return new Round(ready, !places.isEmpty());
        }

        private List<GatePlace> places(Predicate<GatePlace> which) {
            return places.values().stream().filter(which).toList();
        }

        private void countNotStarted(List<GatePlace> rates) throws SQLException {
            if (!rates.isEmpty()) {
                sql.list(
                        NOT_STARTED,
                        row -> place(row).notStarted = row.getInt("jobs"),
                        limits(rates),
                        keys(rates),
                        scope.namespace(),
                        queue);
            }
        }

        private GatePlace place(ResultSet row) throws SQLException {
            return Objects.requireNonNull(places.get(readGate(row)));
        }

        /** What is not looked at, since no more jobs are to pass, is left as it is. */
        private void pass(String statement, List<GatePlace> at) throws SQLException {
            if (at.isEmpty() || passed == limit) {
                return;
            }
            int left = limit - passed;
            sql.list(
                    statement,
                    this::note,
                    queue,
                    left,
                    limits(at),
                    keys(at),
                    Sql.Array.of("int4", at, GatePlace::most),
                    Sql.Array.of("int4", at, place -> place.room(left, now)),
                    queue,
                    queue,
                    left);
        }

        private boolean note(ResultSet row) throws SQLException {
            place(row).found(row.getLong("room"), row.getLong("waiting"), row.getInt("passed"));
            passed += row.getInt("passed");
            ready += row.getInt("ready");
            @Nullable Array ids = row.getArray("ids");
            if (ids != null) {
                Object[] shards = (Object[]) row.getArray("shards").getArray();
                UUID[] jobs = (UUID[]) ids.getArray();
                for (int i = 0; i < jobs.length; i++) {
                    further.computeIfAbsent(((Number) shards[i]).intValue(), any -> new ArrayList<>())
                            .add(jobs[i]);
                }
            }
            return true;
        }

        /** Forgets the news, and writes down which gates are to be looked at again though there may be none. */
        private void remember() throws SQLException {
            boolean usedUp = passed == limit;
            List<GatePlace> done = places(place -> !(usedUp && place.isUnfinished()));
            List<Long> news =
                    done.stream().flatMap(place -> place.news.stream()).toList();
            if (!news.isEmpty()) {
                sql.update(FORGET_NEWS, queue, Sql.Among.longs(news));
            }
            places.values().forEach(place -> place.decide(usedUp, now));
            List<GatePlace> kept = places(place -> place.lookAt != null);
            if (!kept.isEmpty()) {
                sql.update(
                        KEEP,
                        queue,
                        limits(kept),
                        keys(kept),
                        Sql.Array.of("int8", kept, place -> place.fullAt),
                        Sql.Array.of("int8", kept, place -> place.passedAt),
                        Sql.Array.of("int8", kept, place -> place.lookAt));
            }
            List<GatePlace> dropped = places(place -> place.isStored && place.lookAt == null);
            if (!dropped.isEmpty()) {
                sql.update(DROP, limits(dropped), keys(dropped), queue);
            }
        }

        private static Sql.Array limits(List<GatePlace> places) {
            return Sql.Array.of("text", places, place -> place.gate.limit());
        }

        private static Sql.Array keys(List<GatePlace> places) {
            return Sql.Array.of("text", places, place -> place.gate.key());
        }
    }
}
