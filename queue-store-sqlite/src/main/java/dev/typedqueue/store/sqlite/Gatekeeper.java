package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.Permits;
import dev.typedqueue.spi.StoredText;
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
 * Lets jobs through their gates. First it looks at the jobs of which triggers have left a note, and then at the gates
 * that they have marked, since a job came or left. All under the one write lock, so that no more are let through than
 * there is room for.
 */
final class Gatekeeper {

    /** How many notes and how many gates one look reads: others wait for the write lock meanwhile. */
    static final int PAGE = 1_000;

    /** More jobs of a rate than this are not made ready ahead of their start: they are counted at every look. */
    private static final int MOST_READY = 2_000;

    /** How soon to look again at a gate of which too many jobs were let through that nobody has claimed yet. */
    private static final Duration UNTIL_CLAIMED = Duration.ofMillis(25);

    private static final String QUEUES = "(SELECT id FROM typedqueue_queue WHERE namespace = ?)";

    private static final String HAS_NOTES = "SELECT 1 FROM typedqueue_gate_note WHERE queue IN " + QUEUES + " LIMIT 1";

    private static final String NOTES = """
            SELECT n.queue, n.job, j.id, j.state, p.gates, j.rank
            FROM typedqueue_gate_note n JOIN typedqueue_job j ON j.seq = n.job JOIN typedqueue_payload p ON p.job = j.seq
            WHERE n.queue IN (SELECT id FROM typedqueue_queue WHERE namespace = ?)
            LIMIT ?
            """;

    private static final String DELETE_NOTE = "DELETE FROM typedqueue_gate_note WHERE job = ?";

    // typedqueue_gate_holder_job, and only then the primary key of typedqueue_gate: a queue may have very many gates.
    static final String HELD = """
            SELECT g.id, g.name, g.key
            FROM typedqueue_gate_holder h CROSS JOIN typedqueue_gate g ON g.id = h.gate WHERE h.job = ?
            """;

    private static final String GIVE_BACK = "DELETE FROM typedqueue_gate_holder WHERE gate = ? AND job = ?";

    private static final String TOUCH = "UPDATE typedqueue_gate SET touched = 1 WHERE id = ?";

    // typedqueue_gate_waiter_job.
    static final String WITHDRAW = "DELETE FROM typedqueue_gate_waiter WHERE job = ?";

    // typedqueue_gate_holder_job, and only then the primary key of typedqueue_gate.
    static final String TOUCH_HELD = """
            UPDATE typedqueue_gate SET touched = 1
            WHERE NOT touched AND id IN (SELECT gate FROM typedqueue_gate_holder WHERE job = ?)
            """;

    // typedqueue_gate_holder_job.
    static final String GIVE_ALL_BACK = "DELETE FROM typedqueue_gate_holder WHERE job = ?";

    private static final String OPEN_GATE = """
            INSERT INTO typedqueue_gate (queue, name, key, touched) VALUES (?, ?, ?, 1)
            ON CONFLICT (queue, name, key) DO UPDATE SET touched = 1
            RETURNING id
            """;

    private static final String ENTER =
            "INSERT INTO typedqueue_gate_waiter (gate, id, rank, several, job) VALUES (?, ?, ?, ?, ?)";

    private static final String MAKE_READY = """
            UPDATE typedqueue_job SET state = 1 WHERE seq IN (SELECT value FROM json_each(?)) AND state = 8
            """;

    // typedqueue_gate_next.
    static final String TOUCH_DUE = "UPDATE typedqueue_gate INDEXED BY typedqueue_gate_next"
            + " SET touched = 1, next_at = NULL WHERE next_at <= ? AND queue IN " + QUEUES;

    // typedqueue_gate_touched, and the primary key of typedqueue_gate_waiter.
    static final String TOUCHED = """
            SELECT g.id, g.queue, g.name, g.key, g.full_at, q.limited,
                EXISTS (SELECT 1 FROM typedqueue_gate_waiter WHERE gate = g.id)
            FROM typedqueue_queue q CROSS JOIN typedqueue_gate g INDEXED BY typedqueue_gate_touched
                ON g.queue = q.id AND g.touched = 1
            WHERE q.namespace = ? LIMIT ?
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

    private static final String LOOKED_AT =
            "UPDATE typedqueue_gate SET touched = 0 WHERE id IN (SELECT value FROM json_each(?))";

    private static final String CLOSE_GATES = """
            DELETE FROM typedqueue_gate
            WHERE id IN (SELECT value FROM json_each(?)) AND coalesce(full_at, 0) <= ?
              AND NOT EXISTS (SELECT 1 FROM typedqueue_gate_holder WHERE gate = typedqueue_gate.id)
              AND NOT EXISTS (SELECT 1 FROM typedqueue_gate_waiter WHERE gate = typedqueue_gate.id)
            """;

    /**
     * A rate at which nobody waits has its row until all its permits are there again. If somebody holds a place there
     * even then, it is marked when he gives it back.
     */
    private static final String CLOSE_LATER = """
            UPDATE typedqueue_gate SET next_at = full_at
            WHERE id IN (SELECT value FROM json_each(?)) AND full_at > ? AND next_at IS NULL AND NOT touched
              AND NOT EXISTS (SELECT 1 FROM typedqueue_gate_waiter WHERE gate = typedqueue_gate.id)
            """;

    // The primary key.
    private static final String HOLDERS = "SELECT count(*) FROM typedqueue_gate_holder WHERE gate = ?";

    // The primary keys of typedqueue_gate_holder and typedqueue_job.
    static final String FORGET_STARTED = """
            DELETE FROM typedqueue_gate_holder
            WHERE gate = ? AND (SELECT state FROM typedqueue_job WHERE seq = job) NOT IN (1, 8)
            """;

    // typedqueue_gate_waiter_urgency, or the primary key.
    private static final String PASS = """
            DELETE FROM typedqueue_gate_waiter WHERE gate = ?1 AND id IN (
                SELECT id FROM typedqueue_gate_waiter %s WHERE gate = ?1 ORDER BY %s LIMIT ?2)
            RETURNING job, several, id, rank
            """;

    static final String PASS_BY_URGENCY = PASS.formatted("INDEXED BY typedqueue_gate_waiter_urgency", "rank, id");

    static final String PASS_BY_ID = PASS.formatted("", "id");

    private static final String HOLD =
            "INSERT INTO typedqueue_gate_holder (gate, job) SELECT ?, value FROM json_each(?)";

    private static final String WAITS = "SELECT 1 FROM typedqueue_gate_waiter WHERE gate = ? LIMIT 1";

    private static final String OF_RATE = "UPDATE typedqueue_gate SET full_at = ?, next_at = ? WHERE id = ?";

    private static final String GATES = "SELECT gates FROM typedqueue_payload WHERE job = ?";

    private final Scope scope;
    private final Limits limits;

    Gatekeeper(Scope scope, Limits limits) {
        this.scope = scope;
        this.limits = limits;
    }

    /** A job at its gates. */
    private record Waiter(long job, JobId id, long rank) {}

    /** A job whose state has changed. */
    private record Note(int queue, Waiter job, int state, List<Gate> gates) {

        static Note read(ResultSet row) throws SQLException {
            @Nullable String gates = row.getString(5);
            return new Note(
                    row.getInt(1),
                    new Waiter(row.getLong(2), JobId.fromBytes(row.getBytes(3)), row.getLong(6)),
                    row.getInt(4),
                    StoredText.gates(gates));
        }

        /** Whether the job keeps others from passing a gate, though it does not run. */
        boolean keepsTurn(@Nullable Limit limit) {
            return limit != null
                    && switch (state) {
                        case States.COMPLETED, States.CANCELLED -> false;
                        case States.FAILED -> limit.keepsTurnOnceFailed();
                        default -> limit.keepsTurnWhileWaiting();
                    };
        }
    }

    private record Held(long gate, Gate named) {

        static Held read(ResultSet row) throws SQLException {
            return new Held(row.getLong(1), new Gate(row.getString(2), row.getString(3)));
        }
    }

    private record Place(long id, int queue, Gate gate, long fullAt, boolean limited, boolean waits) {

        static Place read(ResultSet row) throws SQLException {
            return new Place(
                    row.getLong(1),
                    row.getInt(2),
                    new Gate(row.getString(3), row.getString(4)),
                    row.getLong(5),
                    row.getInt(6) == 1,
                    row.getInt(7) == 1);
        }
    }

    private record Passed(Waiter job, boolean several) {

        static Passed read(ResultSet row) throws SQLException {
            return new Passed(
                    new Waiter(row.getLong(1), JobId.fromBytes(row.getBytes(3)), row.getLong(4)), row.getInt(2) == 1);
        }
    }

    /**
     * A job has nothing to do with its gates any more: it gets others, or comes to them again as if it were new. Those
     * behind it go on. The state alone does not tell this, so no trigger can do it.
     */
    static void leave(Sql sql, long job) throws SQLException {
        sql.update(TOUCH_HELD, job);
        sql.update(GIVE_ALL_BACK, job);
        sql.update(WITHDRAW, job);
        sql.update(DELETE_NOTE, job);
    }

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

    /** One look at the gates, in one transaction. */
    private final class Look {

        private final Sql sql;
        private final int limit;
        private final long now = scope.now();
        private final Map<Integer, Map<String, Limit>> inForce = new HashMap<>();
        private final List<Integer> queues = new ArrayList<>();
        private final List<Long> ready = new ArrayList<>();

        Look(Sql sql, int limit) {
            this.sql = sql;
            this.limit = limit;
        }

        List<Integer> admit() throws SQLException {
            for (Note note : sql.list(NOTES, Note::read, scope.namespace(), PAGE)) {
                settle(note);
            }
            sql.update(TOUCH_DUE, now, scope.namespace());
            int left = PAGE;
            while (hasRoom() && left > 0) {
                List<Place> touched = sql.list(TOUCHED, Place::read, scope.namespace(), left);
                if (touched.isEmpty()) {
                    break;
                }
                lookAt(touched);
                left -= touched.size();
            }
            sql.update(MAKE_READY, ready.toString());
            return queues;
        }

        private boolean hasRoom() {
            return ready.size() < limit;
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
            sql.update(WITHDRAW, note.job().job());
            Set<Gate> kept = new HashSet<>();
            for (Held held : sql.list(HELD, Held::read, note.job().job())) {
                if (note.keepsTurn(inForce(note.queue(), held.named()))) {
                    kept.add(held.named());
                } else {
                    sql.update(GIVE_BACK, held.gate(), note.job().job());
                    sql.update(TOUCH, held.gate());
                }
            }
            if (note.state() == States.BLOCKED) {
                goOn(note.queue(), note.job(), note.gates(), kept);
            }
            sql.update(DELETE_NOTE, note.job().job());
        }

        /** A blocked job goes to the first gate that it has not passed, or is ready. */
        private void goOn(int queue, Waiter job, List<Gate> gates, Set<Gate> held) throws SQLException {
            Optional<Gate> next =
                    gates.stream().filter(gate -> !held.contains(gate)).findFirst();
            if (next.isEmpty()) {
                ready(queue, job);
                return;
            }
            long gate = sql.first(
                            OPEN_GATE,
                            row -> row.getLong(1),
                            queue,
                            next.get().limit(),
                            next.get().key())
                    .orElseThrow();
            sql.update(ENTER, gate, job.id().toBytes(), job.rank(), gates.size() > 1 ? 1 : 0, job.job());
        }

        private void ready(int queue, Waiter job) {
            ready.add(job.job());
            queues.add(queue);
        }

        /** A gate to which a job comes meanwhile from another one is marked again, and looked at next. */
        private void lookAt(List<Place> touched) throws SQLException {
            String ids = touched.stream().map(Place::id).toList().toString();
            sql.update(LOOKED_AT, ids);
            for (Place place : touched) {
                if (place.limited() && place.waits() && !(hasRoom() && lookAt(place))) {
                    sql.update(TOUCH, place.id());
                }
            }
            sql.update(CLOSE_GATES, ids, now);
            sql.update(CLOSE_LATER, ids, now);
        }

        /** Whether all were let through for whom there is room. */
        private boolean lookAt(Place place) throws SQLException {
            @Nullable Limit inForce = inForce(place.queue(), place.gate());
            long room = room(place, inForce);
            int left = limit - ready.size();
            List<Passed> passed = room <= 0
                    ? List.of()
                    : sql.list(
                            inForce instanceof Limit.Order ? PASS_BY_ID : PASS_BY_URGENCY,
                            Passed::read,
                            place.id(),
                            Math.min(room, left));
            if (!passed.isEmpty()) {
                sql.update(
                        HOLD,
                        place.id(),
                        passed.stream().map(each -> each.job().job()).toList().toString());
            }
            for (Passed each : passed) {
                if (each.several()) {
                    goOn(place.queue(), each.job());
                } else {
                    ready(place.queue(), each.job());
                }
            }
            if (inForce instanceof Limit.Rate rate) {
                long fullAt = passed.isEmpty()
                        ? place.fullAt()
                        : new Permits(rate, place.fullAt()).without(passed.size(), now);
                sql.update(OF_RATE, fullAt, nextLook(place, new Permits(rate, fullAt)), place.id());
            }
            return room <= left || passed.size() < left;
        }

        private void goOn(int queue, Waiter job) throws SQLException {
            List<Gate> gates = sql.first(GATES, row -> StoredText.gates(row.getString(1)), job.job())
                    .orElseThrow();
            Set<Gate> held = new HashSet<>();
            sql.list(HELD, Held::read, job.job()).forEach(each -> held.add(each.named()));
            goOn(queue, job, gates, held);
        }

        /** How many the gate can let through. A limit that was dropped lets everything through. */
        private long room(Place place, @Nullable Limit inForce) throws SQLException {
            if (inForce == null) {
                return Long.MAX_VALUE;
            }
            if (inForce instanceof Limit.Rate rate) {
                sql.update(FORGET_STARTED, place.id());
                int permits = new Permits(rate, place.fullAt()).at(now);
                return Math.min(permits, Math.min(MOST_READY, rate.burst()) - holders(place));
            }
            int most = inForce instanceof Limit.Concurrency concurrency ? concurrency.most() : 1;
            return most - holders(place);
        }

        private long holders(Place place) throws SQLException {
            return sql.first(HOLDERS, row -> row.getLong(1), place.id()).orElseThrow();
        }

        /** When a rate has its next permit for somebody who waits; or, if it has one, when jobs may have started. */
        private @Nullable Long nextLook(Place place, Permits permits) throws SQLException {
            if (!sql.exists(WAITS, place.id())) {
                return null;
            }
            return permits.at(now) == 0 ? Math.max(permits.next(), now + 1) : Timestamps.plus(now, UNTIL_CLAIMED);
        }
    }
}
