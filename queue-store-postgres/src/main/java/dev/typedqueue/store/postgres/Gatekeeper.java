package dev.typedqueue.store.postgres;

import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Permits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lets blocked jobs through their gates. It takes the news of a page of jobs, locks their gates, and only then counts:
 * so it sees what the last holder of the lock has committed, and no two nodes give the same place away. It waits for
 * gates, and never for the rows of jobs, which a transaction of a caller's may hold for long.
 */
final class Gatekeeper {

    private static final int PAGE = 500;
    private static final int MOST_GATES = 100;

    /** As many rounds as a job may usefully have gates. */
    private static final int MOST_ROUNDS = 10;

    // Shared by gatekeepers; a change of the limits waits for them, and they for it.
    private static final String QUEUES = """
            SELECT id FROM {schema}.queue WHERE namespace = ? AND gated AND declared ORDER BY id FOR SHARE
            """;

    // gate_entry_news.
    static final String NEWS = """
            SELECT n.* FROM unnest(?::integer[]) AS q(queue), LATERAL (
                SELECT e.queue, e.limit_name, e.gate_key, e.shard, e.id, e.state FROM {schema}.gate_entry e
                WHERE e.queue = q.queue AND e.state IN (0, 3)
                ORDER BY e.id LIMIT ? FOR UPDATE SKIP LOCKED) n
            """;

    // gate_look_at and gate_stalled.
    static final String TO_LOOK_AT = """
            (SELECT queue, limit_name, gate_key FROM {schema}.gate
             WHERE look_at IS NOT NULL AND namespace = ? AND look_at <= ? ORDER BY look_at LIMIT ?)
            UNION ALL
            (SELECT queue, limit_name, gate_key FROM {schema}.gate WHERE stalled AND namespace = ? LIMIT ?)
            """;

    // The primary key of gate; locks the rows, in one order for all.
    private static final String LOCK = """
            INSERT INTO {schema}.gate (namespace, queue, limit_name, gate_key)
            SELECT ?, g.queue, g.limit_name, g.gate_key FROM unnest(?, ?, ?) AS g(queue, limit_name, gate_key)
            ORDER BY g.queue, g.limit_name COLLATE "C", g.gate_key COLLATE "C"
            ON CONFLICT (queue, limit_name, gate_key) DO UPDATE SET look_at = NULL, stalled = false
            RETURNING queue, limit_name, gate_key, full_at, passed_at
            """;

    // The primary key.
    static final String STAND =
            "UPDATE {schema}.gate_entry SET state = 1 WHERE shard = ANY (?) AND id = ANY (?) AND id BETWEEN ? AND ?";

    // The primary key.
    static final String FORGET =
            "DELETE FROM {schema}.gate_entry WHERE shard = ANY (?) AND id = ANY (?) AND id BETWEEN ? AND ?";

    private static final String HAS_NOT_STARTED = """
            (EXISTS (SELECT 1 FROM {schema}.ready r
                     WHERE r.shard = e.shard AND r.queue = e.queue AND r.kind = e.kind AND r.lane IN (0, 1)
                       AND r.rank = e.rank AND r.id = e.job OFFSET 0)
             OR EXISTS (SELECT 1 FROM {schema}.gate_entry b
                        WHERE b.shard = e.shard AND b.job = e.job AND b.state IN (0, 1) AND b.state <> 3 OFFSET 0))""";

    // gate_entry_place, and the primary key of ready.
    static final String STARTED = """
            UPDATE {schema}.gate_entry SET state = 4 WHERE ctid = ANY (ARRAY(
                SELECT s.place FROM unnest(?, ?, ?) AS g(queue, limit_name, gate_key), LATERAL (
                    SELECT e.ctid AS place FROM {schema}.gate_entry e
                    WHERE e.queue = g.queue AND e.limit_name = g.limit_name AND e.gate_key = g.gate_key
                      AND e.state = 2 AND NOT %s
                    FOR UPDATE SKIP LOCKED) s))
            """.formatted(HAS_NOT_STARTED);

    // gate_entry_place.
    private static final String COUNT = """
            SELECT (SELECT count(*) FROM (
                        SELECT 1 FROM {schema}.gate_entry e
                        WHERE e.queue = g.queue AND e.limit_name = g.limit_name AND e.gate_key = g.gate_key
                          AND %s LIMIT g.most) AS counted)
            FROM unnest(?, ?, ?, ?) WITH ORDINALITY AS g(queue, limit_name, gate_key, most, number)
            ORDER BY g.number
            """;

    static final String COUNT_HELD = COUNT.formatted("e.state = 2");

    static final String COUNT_NOT_STARTED = COUNT.formatted("e.state = 2 AND " + HAS_NOT_STARTED);

    static final String COUNT_WAITING = COUNT.formatted("e.state = 1");

    // gate_entry_urgent, or gate_entry_place.
    private static final String LET_THROUGH = """
            UPDATE {schema}.gate_entry SET state = 2 WHERE ctid = ANY (ARRAY(
                SELECT w.place FROM unnest(?, ?, ?, ?) AS g(queue, limit_name, gate_key, room), LATERAL (
                    SELECT e.ctid AS place FROM {schema}.gate_entry e
                    WHERE e.queue = g.queue AND e.limit_name = g.limit_name AND e.gate_key = g.gate_key
                      AND e.state = 1
                    ORDER BY %s LIMIT g.room FOR UPDATE SKIP LOCKED) w))
            RETURNING queue, limit_name, gate_key, shard, job
            """;

    static final String LET_THROUGH_BY_URGENCY = LET_THROUGH.formatted("e.rank, e.job");

    static final String LET_THROUGH_BY_ID = LET_THROUGH.formatted("e.job");

    // The primary key of gate.
    private static final String KEEP = """
            UPDATE {schema}.gate t
            SET full_at = g.full_at, passed_at = g.passed_at, look_at = g.look_at, stalled = g.stalled
            FROM unnest(?, ?, ?, ?, ?, ?, ?)
                AS g(queue, limit_name, gate_key, full_at, passed_at, look_at, stalled)
            WHERE t.queue = g.queue AND t.limit_name = g.limit_name AND t.gate_key = g.gate_key
            """;

    // The primary key of gate.
    private static final String DROP = """
            DELETE FROM {schema}.gate t USING unnest(?, ?, ?) AS g(queue, limit_name, gate_key)
            WHERE t.queue = g.queue AND t.limit_name = g.limit_name AND t.gate_key = g.gate_key
            """;

    // gate_at_rest.
    static final String DROP_RESTED = """
            DELETE FROM {schema}.gate WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM {schema}.gate
                WHERE look_at IS NULL AND full_at > 0 AND namespace = ? AND full_at <= ?
                LIMIT ? FOR UPDATE SKIP LOCKED))
            """;

    private final Scope scope;
    private final Gates gates;
    private final Limits limits;

    Gatekeeper(Scope scope, Gates gates, Limits limits) {
        this.scope = scope;
        this.gates = gates;
        this.limits = limits;
    }

    /** A gate's key. */
    record Name(int queue, String limit, String key) {

        static Name read(ResultSet row) throws SQLException {
            return new Name(row.getInt("queue"), row.getString("limit_name"), row.getString("gate_key"));
        }
    }

    private record News(Name gate, int shard, long id, boolean left) {

        static News read(ResultSet row) throws SQLException {
            return new News(Name.read(row), row.getInt("shard"), row.getLong("id"), row.getInt("state") == 3);
        }
    }

    private record Passed(Name gate, int shard, UUID job) {

        static Passed read(ResultSet row) throws SQLException {
            return new Passed(Name.read(row), row.getInt("shard"), row.getObject("job", UUID.class));
        }
    }

    /**
     * Lets jobs through.
     *
     * @param limit the most jobs to make ready
     * @param queues is told of those that have ready jobs now
     * @return how many became ready
     */
    int admit(int limit, Set<String> queues) {
        int ready = 0;
        for (int round = 0; round < MOST_ROUNDS && ready < limit; round++) {
            int room = limit - ready;
            Round done = scope.database().write(sql -> round(sql, room, queues));
            ready += done.ready();
            if (!done.moved()) {
                break;
            }
        }
        return ready;
    }

    /**
     * What a round did.
     *
     * @param ready how many jobs became ready
     * @param moved whether there may be more to do
     */
    private record Round(int ready, boolean moved) {}

    private Round round(Sql sql, int limit, Set<String> queues) throws SQLException {
        List<Integer> open = sql.list(QUEUES, row -> row.getInt(1), scope.namespace());
        List<News> news = sql.list(NEWS, News::read, Sql.Array.ints(open), PAGE);
        Set<Name> names = new LinkedHashSet<>();
        news.forEach(each -> names.add(each.gate()));
        names.addAll(sql.list(
                TO_LOOK_AT, Name::read, scope.namespace(), sql.now(), MOST_GATES, scope.namespace(), MOST_GATES));
        names.removeIf(name -> !open.contains(name.queue()));
        if (names.isEmpty()) {
            return new Round(0, false);
        }
        List<GatePlace> places = lock(sql, List.copyOf(names));
        write(sql, FORGET, news.stream().filter(News::left).toList());
        write(sql, STAND, news.stream().filter(each -> !each.left()).toList());
        long now = sql.now();
        measure(sql, places, limit, now);
        List<Passed> passed = new ArrayList<>(letThrough(sql, LET_THROUGH_BY_ID, places, Gatekeeper::isOrdered));
        passed.addAll(letThrough(sql, LET_THROUGH_BY_URGENCY, places, place -> !isOrdered(place)));
        Map<Name, Long> counts = passed.stream().collect(Collectors.groupingBy(Passed::gate, Collectors.counting()));
        places.forEach(place -> place.pass(counts.getOrDefault(place.name, 0L).intValue(), now));
        putBack(sql, places, now);
        return new Round(arrive(sql, passed, queues), !passed.isEmpty() || news.size() >= PAGE);
    }

    private static boolean isOrdered(GatePlace place) {
        return place.limit instanceof Limit.Order;
    }

    private List<GatePlace> lock(Sql sql, List<Name> names) throws SQLException {
        Set<Integer> queues = new HashSet<>();
        names.forEach(name -> queues.add(name.queue()));
        Map<Integer, Map<String, Limit>> inForce = limits.inForce(sql, queues);
        return sql.list(
                LOCK,
                row -> {
                    Name name = Name.read(row);
                    return new GatePlace(
                            name,
                            inForce.getOrDefault(name.queue(), Map.of()).get(name.limit()),
                            row.getLong("full_at"),
                            row.getLong("passed_at"));
                },
                concat(scope.namespace(), keys(names, Function.identity())));
    }

    private static <T> List<Object> keys(List<T> gates, Function<T, Name> name) {
        return List.of(
                Sql.Array.of("int4", gates, gate -> name.apply(gate).queue()),
                Sql.Array.of("text", gates, gate -> name.apply(gate).limit()),
                Sql.Array.of("text", gates, gate -> name.apply(gate).key()));
    }

    private static Object[] concat(Object first, List<Object> others) {
        List<Object> values = new ArrayList<>(List.of(first));
        values.addAll(others);
        return values.toArray();
    }

    private static Object[] with(List<GatePlace> places, Object... more) {
        List<Object> values = new ArrayList<>(keys(places, place -> place.name));
        values.addAll(List.of(more));
        return values.toArray();
    }

    private static void write(Sql sql, String statement, List<News> news) throws SQLException {
        if (!news.isEmpty()) {
            sql.update(
                    statement,
                    Sql.Array.ints(news.stream().map(News::shard).distinct().toList()),
                    Sql.Among.longs(news.stream().map(News::id).toList()));
        }
    }

    /** Finds out how many each gate has room for, and how many wait there. */
    private static void measure(Sql sql, List<GatePlace> places, int limit, long now) throws SQLException {
        List<GatePlace> rates = places.stream()
                .filter(place -> place.limit instanceof Limit.Rate)
                .toList();
        if (!rates.isEmpty()) {
            sql.update(STARTED, with(rates));
        }
        subtract(sql, COUNT_NOT_STARTED, rates);
        subtract(
                sql,
                COUNT_HELD,
                places.stream().filter(place -> !rates.contains(place)).toList());
        for (GatePlace place : rates) {
            Limit.Rate rate = (Limit.Rate) Objects.requireNonNull(place.limit);
            place.room = Math.min(place.room, new Permits(rate, place.fullAt).at(now));
        }
        List<Integer> waiting = sql.list(
                COUNT_WAITING,
                row -> row.getInt(1),
                with(places, Sql.Array.of("int4", places, place -> Math.min(place.room, limit) + 1)));
        int left = limit;
        for (int i = 0; i < places.size(); i++) {
            GatePlace place = places.get(i);
            place.waiting = waiting.get(i);
            place.room = Math.min(place.room, place.waiting);
            place.allowed = Math.min(place.room, left);
            left -= place.allowed;
        }
    }

    private static void subtract(Sql sql, String count, List<GatePlace> places) throws SQLException {
        if (places.isEmpty()) {
            return;
        }
        List<Integer> held = sql.list(
                count, row -> row.getInt(1), with(places, Sql.Array.of("int4", places, place -> most(place.limit))));
        for (int i = 0; i < places.size(); i++) {
            GatePlace place = places.get(i);
            place.room = place.limit == null ? Integer.MAX_VALUE - 1 : Math.max(0, most(place.limit) - held.get(i));
        }
    }

    /** How many may be let through at a time. A limit that was dropped lets everything through. */
    private static int most(@Nullable Limit limit) {
        if (limit instanceof Limit.Concurrency concurrency) {
            return concurrency.most();
        }
        if (limit instanceof Limit.Rate rate) {
            return rate.burst();
        }
        return limit == null ? 0 : 1;
    }

    private static List<Passed> letThrough(Sql sql, String statement, List<GatePlace> all, Predicate<GatePlace> which)
            throws SQLException {
        List<GatePlace> places = all.stream()
                .filter(place -> place.allowed > 0 && which.test(place))
                .toList();
        return places.isEmpty()
                ? List.of()
                : sql.list(statement, Passed::read, with(places, Sql.Array.of("int4", places, place -> place.allowed)));
    }

    private int arrive(Sql sql, Collection<Passed> passed, Set<String> queues) throws SQLException {
        Map<Integer, List<UUID>> shards = new TreeMap<>();
        passed.forEach(each ->
                shards.computeIfAbsent(each.shard(), any -> new ArrayList<>()).add(each.job()));
        int ready = 0;
        for (Map.Entry<Integer, List<UUID>> shard : shards.entrySet()) {
            for (Map.Entry<Integer, Integer> made :
                    gates.arrive(sql, shard.getKey(), shard.getValue()).entrySet()) {
                queues.add(scope.database().names().queueName(sql, made.getKey()));
                ready += made.getValue();
            }
        }
        return ready;
    }

    /** Writes down when each gate is to be looked at again, and drops those that nothing is to be known of. */
    private void putBack(Sql sql, List<GatePlace> places, long now) throws SQLException {
        List<GatePlace> idle = places.stream()
                .filter(place -> !place.stillWaits() && place.fullAt <= now)
                .toList();
        List<GatePlace> kept =
                places.stream().filter(place -> !idle.contains(place)).toList();
        if (!kept.isEmpty()) {
            sql.update(
                    KEEP,
                    with(
                            kept,
                            Sql.Array.of("int8", kept, place -> place.fullAt),
                            Sql.Array.of("int8", kept, place -> place.passedAt),
                            Sql.Array.of("int8", kept, place -> place.lookAt(now)),
                            Sql.Array.of("bool", kept, place -> place.isStalled(now))));
        }
        if (!idle.isEmpty()) {
            sql.update(DROP, with(idle));
        }
        sql.update(DROP_RESTED, scope.namespace(), now, MOST_GATES);
    }
}
