package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.Permits;
import dev.typedqueue.spi.StoredText;
import dev.typedqueue.store.jdbc.Statements;
import dev.typedqueue.store.jdbc.States;
import dev.typedqueue.store.jdbc.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets jobs through their gates. First it looks at the jobs of which triggers have left a note: those that arrived take
 * their stand at a gate, those that left give back their places. Then it looks at the gates where something has
 * changed. All under the one write lock, so that no more are let through than there is room for.
 */
final class Gatekeeper {

    private static final int PAGE = 1_000;

    /** How soon to look again at a gate of which too many jobs were let through that nobody has claimed yet. */
    private static final Duration UNTIL_CLAIMED = Duration.ofMillis(50);

    private static final String QUEUES = "(SELECT id FROM typedqueue_queue WHERE namespace = ?)";

    private static final String HAS_NOTES = "SELECT 1 FROM typedqueue_gate_note WHERE queue IN " + QUEUES + " LIMIT 1";

    private static final String NOTES = """
            SELECT n.queue, n.job, j.state, p.gates, j.rank
            FROM typedqueue_gate_note n
                LEFT JOIN typedqueue_job j ON j.namespace = ?1 AND j.id = n.job AND j.queue = n.queue
                LEFT JOIN typedqueue_payload p ON p.job = j.seq
            WHERE n.queue IN (SELECT id FROM typedqueue_queue WHERE namespace = ?1)
            LIMIT ?2
            """;

    private static final String DELETE_NOTE = "DELETE FROM typedqueue_gate_note WHERE queue = ? AND job = ?";

    // typedqueue_gate_entry_job, and only then the primary key of typedqueue_gate: a queue may have very many gates.
    static final String ENTRIES = """
            SELECT e.gate, e.passed, g.name, g.key
            FROM typedqueue_gate_entry e CROSS JOIN typedqueue_gate g ON g.id = e.gate
            WHERE e.job = ? AND g.queue = ?
            """;

    private static final String DELETE_ENTRY = "DELETE FROM typedqueue_gate_entry WHERE gate = ? AND job = ?";

    private static final String TOUCH = "UPDATE typedqueue_gate SET touched = 1 WHERE id = ?";

    private static final String OPEN_GATE = """
            INSERT INTO typedqueue_gate (queue, name, key, touched) VALUES (?, ?, ?, 1)
            ON CONFLICT (queue, name, key) DO UPDATE SET touched = 1
            RETURNING id
            """;

    private static final String ENTER =
            "INSERT OR REPLACE INTO typedqueue_gate_entry (gate, job, passed, rank) VALUES (?, ?, 0, ?)";

    private static final String MAKE_READY = """
            UPDATE typedqueue_job SET state = 1 WHERE namespace = ? AND id = ? AND state = 8
            """;

    // typedqueue_gate_next.
    static final String TOUCH_DUE = "UPDATE typedqueue_gate INDEXED BY typedqueue_gate_next"
            + " SET touched = 1, next_at = NULL WHERE next_at <= ? AND queue IN " + QUEUES;

    private static final String NEXT_TOUCHED = """
            SELECT g.id, g.queue, g.name, g.key, g.full_at, q.limited
            FROM typedqueue_gate g INDEXED BY typedqueue_gate_touched JOIN typedqueue_queue q ON q.id = g.queue
            WHERE g.touched = 1 AND g.queue IN (SELECT id FROM typedqueue_queue WHERE namespace = ?)
            LIMIT 1
            """;

    private static final String HAS_TOUCHED = """
            SELECT 1 FROM typedqueue_gate INDEXED BY typedqueue_gate_touched
            WHERE touched = 1 AND queue IN (SELECT id FROM typedqueue_queue WHERE namespace = ?) LIMIT 1
            """;

    // typedqueue_gate_next.
    private static final String NEXT_TIME = """
            SELECT next_at FROM typedqueue_gate INDEXED BY typedqueue_gate_next
            WHERE next_at IS NOT NULL AND queue IN (SELECT id FROM typedqueue_queue WHERE namespace = ?)
            ORDER BY next_at LIMIT 1
            """;

    private static final String LOOKED_AT = "UPDATE typedqueue_gate SET touched = 0, next_at = ? WHERE id = ?";

    private static final String CLOSE_GATE = """
            DELETE FROM typedqueue_gate
            WHERE id = ?1 AND coalesce(full_at, 0) <= ?2
              AND NOT EXISTS (SELECT 1 FROM typedqueue_gate_entry WHERE gate = ?1)
            """;

    // typedqueue_gate_entry_turn.
    private static final String PASSED = "SELECT count(*) FROM typedqueue_gate_entry WHERE gate = ? AND passed = 1";

    // typedqueue_gate_entry_turn, typedqueue_job_id.
    private static final String UNCLAIMED = """
            SELECT count(*) FROM typedqueue_gate_entry e
                JOIN typedqueue_job j ON j.namespace = ? AND j.id = e.job AND j.state = 1
            WHERE e.gate = ? AND e.passed = 1
            """;

    // typedqueue_gate_entry_urgency.
    private static final String FIRST = """
            SELECT job, rank FROM typedqueue_gate_entry INDEXED BY typedqueue_gate_entry_urgency
            WHERE gate = ? AND passed = 0 ORDER BY rank, job LIMIT 1
            """;

    // typedqueue_gate_entry_turn.
    private static final String FIRST_IN_TURN = """
            SELECT job, rank FROM typedqueue_gate_entry INDEXED BY typedqueue_gate_entry_turn
            WHERE gate = ? AND passed = 0 ORDER BY job LIMIT 1
            """;

    private static final String PASS = "UPDATE typedqueue_gate_entry SET passed = 1 WHERE gate = ? AND job = ?";

    private static final String USE_PERMIT = "UPDATE typedqueue_gate SET full_at = ? WHERE id = ?";

    // typedqueue_job_id.
    private static final String GATES = """
            SELECT p.gates FROM typedqueue_job j JOIN typedqueue_payload p ON p.job = j.seq
            WHERE j.namespace = ? AND j.id = ?
            """;

    private final Scope scope;
    private final Limits limits;

    Gatekeeper(Scope scope, Limits limits) {
        this.scope = scope;
        this.limits = limits;
    }

    /** A job whose state has changed; without a state it is gone. */
    private record Note(int queue, JobId job, @Nullable Long state, List<Gate> gates, long rank) {

        static Note read(ResultSet row) throws SQLException {
            @Nullable String gates = row.getString(4);
            return new Note(
                    row.getInt(1),
                    JobId.fromBytes(row.getBytes(2)),
                    Statements.longOrNull(row, "state"),
                    StoredText.gates(gates),
                    row.getLong(5));
        }

        boolean isBlocked() {
            return state != null && state == States.BLOCKED;
        }

        /** Whether the job keeps others from passing a gate, though it does not run. */
        boolean keepsTurn(@Nullable Limit limit) {
            if (limit == null || state == null) {
                return false;
            }
            return switch (state.intValue()) {
                case States.COMPLETED, States.CANCELLED -> false;
                case States.FAILED -> limit.keepsTurnOnceFailed();
                default -> limit.keepsTurnWhileWaiting();
            };
        }
    }

    private record Entry(long gate, boolean passed, Gate named) {

        static Entry read(ResultSet row) throws SQLException {
            return new Entry(row.getLong(1), row.getInt(2) == 1, new Gate(row.getString(3), row.getString(4)));
        }
    }

    private record Place(long id, int queue, Gate gate, long fullAt, boolean limited) {

        static Place read(ResultSet row) throws SQLException {
            return new Place(
                    row.getLong(1),
                    row.getInt(2),
                    new Gate(row.getString(3), row.getString(4)),
                    row.getLong(5),
                    row.getInt(6) == 1);
        }
    }

    private record Waiter(JobId job, long rank) {}

    /** When there is something to do: now, at a later time, or never. */
    Optional<Long> next(Sql sql) throws SQLException {
        return sql.exists(HAS_NOTES, scope.namespace()) || sql.exists(HAS_TOUCHED, scope.namespace())
                ? Optional.of(scope.now())
                : sql.first(NEXT_TIME, row -> row.getLong(1), scope.namespace());
    }

    /** Lets jobs through where there is room; tells the queue of each that became ready. */
    List<Integer> admit(Sql sql, int limit) throws SQLException {
        return new Look(sql, limit).admit();
    }

    /**
     * How many jobs a gate can let through.
     *
     * @param mayGrow whether there may be more room soon without a note of it: once jobs that were let through are
     *     claimed
     */
    private record Room(long jobs, boolean mayGrow) {}

    /** One look at the gates, in one transaction. */
    private final class Look {

        private final Sql sql;
        private final int limit;
        private final long now = scope.now();
        private final Map<Integer, Map<String, Limit>> inForce = new HashMap<>();
        private final List<Integer> ready = new ArrayList<>();

        Look(Sql sql, int limit) {
            this.sql = sql;
            this.limit = limit;
        }

        List<Integer> admit() throws SQLException {
            for (Note note : sql.list(NOTES, Note::read, scope.namespace(), PAGE)) {
                settle(note);
            }
            sql.update(TOUCH_DUE, now, scope.namespace());
            while (ready.size() < limit) {
                Optional<Place> touched = sql.first(NEXT_TOUCHED, Place::read, scope.namespace());
                if (touched.isEmpty()) {
                    break;
                }
                lookAt(touched.get());
            }
            return ready;
        }

        private @Nullable Limit inForce(int queue, Gate gate) throws SQLException {
            Map<String, Limit> ofQueue = inForce.get(queue);
            if (ofQueue == null) {
                ofQueue = limits.effective(sql, queue);
                inForce.put(queue, ofQueue);
            }
            return ofQueue.get(gate.limit());
        }

        private void settle(Note note) throws SQLException {
            Set<Gate> held = new HashSet<>();
            for (Entry entry : entries(note.job(), note.queue())) {
                boolean keeps = entry.passed()
                        && note.gates().contains(entry.named())
                        && note.keepsTurn(inForce(note.queue(), entry.named()));
                if (keeps) {
                    held.add(entry.named());
                } else {
                    sql.update(DELETE_ENTRY, entry.gate(), note.job().toBytes());
                    sql.update(TOUCH, entry.gate());
                }
            }
            if (note.isBlocked()) {
                goOn(note.queue(), new Waiter(note.job(), note.rank()), note.gates(), held);
            }
            sql.update(DELETE_NOTE, note.queue(), note.job().toBytes());
        }

        private List<Entry> entries(JobId job, int queue) throws SQLException {
            return sql.list(ENTRIES, Entry::read, job.toBytes(), queue);
        }

        /** A blocked job goes to the first gate that it has not passed, or is ready. */
        private void goOn(int queue, Waiter waiter, List<Gate> gates, Set<Gate> held) throws SQLException {
            Optional<Gate> next =
                    gates.stream().filter(gate -> !held.contains(gate)).findFirst();
            if (next.isEmpty()) {
                sql.update(MAKE_READY, scope.namespace(), waiter.job().toBytes());
                ready.add(queue);
                return;
            }
            long gate = sql.first(
                            OPEN_GATE,
                            row -> row.getLong(1),
                            queue,
                            next.get().limit(),
                            next.get().key())
                    .orElseThrow();
            sql.update(ENTER, gate, waiter.job().toBytes(), waiter.rank());
        }

        private void lookAt(Place place) throws SQLException {
            @Nullable Limit inForce = inForce(place.queue(), place.gate());
            Room room = place.limited() ? room(place, inForce) : new Room(0, false);
            int passed = 0;
            while (passed < room.jobs() && ready.size() < limit) {
                Optional<Waiter> first = first(place, inForce);
                if (first.isEmpty()) {
                    break;
                }
                sql.update(PASS, place.id(), first.get().job().toBytes());
                passed++;
                goOn(place.queue(), first.get());
            }
            long fullAt = place.fullAt();
            if (passed > 0 && inForce instanceof Limit.Rate rate) {
                fullAt = new Permits(rate, fullAt).without(passed, now);
                sql.update(USE_PERMIT, fullAt, place.id());
            }
            if (ready.size() < limit) {
                sql.update(LOOKED_AT, nextLook(place, inForce, fullAt, room, passed), place.id());
                sql.update(CLOSE_GATE, place.id(), now);
            }
        }

        private void goOn(int queue, Waiter waiter) throws SQLException {
            List<Gate> gates = sql.first(
                            GATES,
                            row -> StoredText.gates(row.getString(1)),
                            scope.namespace(),
                            waiter.job().toBytes())
                    .orElse(List.of());
            Set<Gate> held = new HashSet<>();
            entries(waiter.job(), queue).stream().filter(Entry::passed).forEach(entry -> held.add(entry.named()));
            goOn(queue, waiter, gates, held);
        }

        private Optional<Waiter> first(Place place, @Nullable Limit inForce) throws SQLException {
            return sql.first(
                    inForce instanceof Limit.Order ? FIRST_IN_TURN : FIRST,
                    row -> new Waiter(JobId.fromBytes(row.getBytes(1)), row.getLong(2)),
                    place.id());
        }

        /** A limit that was dropped lets everything through. */
        private Room room(Place place, @Nullable Limit inForce) throws SQLException {
            if (inForce == null) {
                return new Room(Long.MAX_VALUE, false);
            }
            if (inForce instanceof Limit.Rate rate) {
                long unclaimed = count(UNCLAIMED, scope.namespace(), place.id());
                int permits = new Permits(rate, place.fullAt()).at(now);
                return new Room(Math.min(permits, rate.burst() - unclaimed), unclaimed > 0);
            }
            int most = inForce instanceof Limit.Concurrency concurrency ? concurrency.most() : 1;
            return new Room(most - count(PASSED, place.id()), false);
        }

        private long count(String statement, Object... values) throws SQLException {
            return sql.first(statement, row -> row.getLong(1), values).orElseThrow();
        }

        /** When a rate has its next permit for somebody who waits. */
        private @Nullable Long nextLook(Place place, @Nullable Limit inForce, long fullAt, Room room, int passed)
                throws SQLException {
            if (!(inForce instanceof Limit.Rate rate) || first(place, inForce).isEmpty()) {
                return null;
            }
            long permit = new Permits(rate, fullAt).next();
            boolean isFull = room.mayGrow() && passed >= room.jobs();
            return permit > now || !isFull ? Math.max(permit, now + 1) : Timestamps.plus(now, UNTIL_CLAIMED);
        }
    }
}
