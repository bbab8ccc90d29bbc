package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.store.jdbc.States;
import dev.typedqueue.store.jdbc.Transition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends attempts, if they still hold their jobs. The row of the lease is locked first: other ends, and persons who
 * cancel or delete a job of it, wait; a rescue steps over it.
 */
final class Finishes {

    private static final String COMPLETE = """
            INSERT INTO {schema}.outcome (finished_at, started_at, node, queue, shard, namespace, first_id, last_id, ids)
            VALUES ({now}, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    // The primary key of job.
    static final String CHANGE = """
            UPDATE {schema}.job j
            SET ended = c.ended, finished_at = c.finished_at, run_at = coalesce(c.run_at, j.run_at),
                failed_attempts = j.failed_attempts + c.failures,
                note = CASE WHEN c.sets_note THEN c.note ELSE j.note END,
                node = CASE WHEN c.ended IS NULL THEN NULL ELSE c.node END, started_at = c.started_at
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                AS c(id, ended, finished_at, run_at, failures, sets_note, note, node, started_at)
            WHERE j.shard = ? AND j.namespace = ? AND j.id = ANY (?) AND j.id BETWEEN ? AND ?
              AND j.id = c.id
            """;

    // The primary key of lease.
    static final String DELETE_LEASES = """
            DELETE FROM {schema}.lease l USING unnest(?::bigint[], ?::smallint[]) AS g(id, part)
            WHERE l.shard = ? AND l.id = ANY (?) AND l.id BETWEEN ? AND ? AND l.id = g.id AND l.part = g.part
            """;

    // The primary key of lease.
    private static final String SHRINK_LEASE =
            "UPDATE {schema}.lease SET finished = finished || ?::smallint[] WHERE shard = ? AND id = ? AND part = ?";

    private final Scope scope;
    private final Completion completion;
    private final Leases leases;
    private final Shelves shelves;
    private final Gates gates;
    private final Deletion deletion;

    Finishes(Scope scope, Leases leases, Shelves shelves, Gates gates, Deletion deletion) {
        this.scope = scope;
        this.completion = new Completion(scope);
        this.leases = leases;
        this.shelves = shelves;
        this.gates = gates;
        this.deletion = deletion;
    }

    /** A finish whose lease is locked. */
    private record Held(Finish finish, Leases.Row row) {

        UUID id() {
            return finish.id().value();
        }

        int position() {
            return Leases.position(finish.fencingToken());
        }

        long lease() {
            return row.id();
        }

        int part() {
            return row.part();
        }

        int queue() {
            return row.queue();
        }

        int node() {
            return row.node();
        }

        long startedAt() {
            return row.startedAt();
        }

        boolean cancelled() {
            return row.cancels().contains(position());
        }

        int open() {
            return row.open();
        }
    }

    private record LeaseKey(long id, int part) {}

    /** How a running job changes. */
    private record Change(Held held, Transition to) {

        static Change of(Held held, long now) {
            Transition asked = Transition.of(held.finish().outcome(), now, States.READY);
            return new Change(held, held.cancelled() ? asked.cancelled() : asked);
        }

        Gates.Leave leave() {
            return switch (to.state()) {
                case States.FAILED -> Gates.Leave.FAILED;
                case States.CANCELLED -> Gates.Leave.ENDED;
                default -> Gates.Leave.WAITS;
            };
        }
    }

    /**
     * Completes what it can by one statement a shard, and stores the other outcomes in a transaction. Of several
     * outcomes of one attempt the first holds, whichever it is.
     */
    List<FinishResult> finish(List<Finish> finishes) {
        Set<Finish> accepted = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Long> tokens = new HashSet<>();
        List<Finish> completed = finishes.stream()
                .filter(finish -> tokens.add(finish.fencingToken()) && finish.outcome() instanceof Outcome.Completed)
                .toList();
        byShard(completed).forEach((shard, ofShard) -> accepted.addAll(completion.complete(shard, ofShard)));
        List<Finish> others =
                finishes.stream().filter(finish -> !accepted.contains(finish)).toList();
        if (!others.isEmpty()) {
            accepted.addAll(scope.database().write(sql -> finish(sql, others)));
        }
        return finishes.stream()
                .map(finish -> accepted.contains(finish) ? FinishResult.ACCEPTED : FinishResult.LEASE_LOST)
                .toList();
    }

    private List<Finish> finish(Sql sql, List<Finish> finishes) throws SQLException {
        List<Finish> accepted = new ArrayList<>();
        for (Map.Entry<Integer, List<Finish>> entry : byShard(finishes).entrySet()) {
            accepted.addAll(store(sql, entry.getKey(), lock(sql, entry.getKey(), entry.getValue(), true)));
        }
        return accepted;
    }

    private Map<Integer, List<Finish>> byShard(List<Finish> finishes) {
        Map<Integer, List<Finish>> shards = new TreeMap<>();
        finishes.forEach(finish -> shards.computeIfAbsent(scope.shard(finish.id()), any -> new ArrayList<>())
                .add(finish));
        return shards;
    }

    /** Stores an outcome in a transaction that may stay open for long. Locks no other job's lease if it can. */
    FinishResult finishDetached(Sql sql, Finish finish) throws SQLException {
        int shard = scope.shard(finish.id());
        List<Held> held = lock(sql, shard, List.of(finish), false);
        if (held.isEmpty()) {
            held = lock(sql, shard, List.of(finish), true);
        }
        return store(sql, shard, held).isEmpty() ? FinishResult.LEASE_LOST : FinishResult.ACCEPTED;
    }

    private List<Finish> store(Sql sql, int shard, List<Held> held) throws SQLException {
        if (held.isEmpty()) {
            return List.of();
        }
        List<Held> completed = new ArrayList<>();
        List<Held> others = new ArrayList<>();
        for (Held each : held) {
            (each.finish().outcome() instanceof Outcome.Completed ? completed : others).add(each);
        }
        complete(sql, shard, completed);
        gates.leave(sql, shard, gated(completed), Gates.Leave.ENDED);
        if (!others.isEmpty()) {
            change(sql, shard, others);
        }
        giveUp(sql, shard, held);
        return held.stream().map(Held::finish).toList();
    }

    /** Those that may have gates: jobs of queues that never had such are none of them. */
    private static List<UUID> gated(List<Held> held) {
        return held.stream().filter(each -> each.row().gated()).map(Held::id).toList();
    }

    private List<Held> lock(Sql sql, int shard, List<Finish> finishes, boolean withBatches) throws SQLException {
        Set<Long> tokens = new HashSet<>();
        finishes.forEach(finish -> tokens.add(finish.fencingToken()));
        Map<Long, List<Leases.Row>> rows = new HashMap<>();
        leases.lock(sql, shard, tokens, withBatches)
                .forEach(row ->
                        rows.computeIfAbsent(row.id(), any -> new ArrayList<>()).add(row));
        List<Held> held = new ArrayList<>();
        Set<JobId> seen = new HashSet<>();
        for (Finish finish : finishes) {
            int position = Leases.position(finish.fencingToken());
            rows.getOrDefault(Leases.lease(finish.fencingToken()), List.of()).stream()
                    .filter(row -> row.holds(position, finish.id().value()) && seen.add(finish.id()))
                    .findFirst()
                    .ifPresent(row -> held.add(new Held(finish, row)));
        }
        return held;
    }

    private static Map<LeaseKey, List<Held>> byLease(List<Held> held) {
        Map<LeaseKey, List<Held>> leases = new LinkedHashMap<>();
        held.forEach(each -> leases.computeIfAbsent(new LeaseKey(each.lease(), each.part()), any -> new ArrayList<>())
                .add(each));
        return leases;
    }

    /** One outcome for all jobs of a lease. */
    private void complete(Sql sql, int shard, List<Held> completed) throws SQLException {
        for (List<Held> ofLease : byLease(completed).values()) {
            Held any = ofLease.get(0);
            List<JobId> ids =
                    ofLease.stream().map(each -> each.finish().id()).sorted().toList();
            sql.update(
                    COMPLETE,
                    any.startedAt(),
                    any.node(),
                    any.queue(),
                    shard,
                    scope.namespace(),
                    ids.get(0).value(),
                    ids.get(ids.size() - 1).value(),
                    Sql.Array.of("uuid", ids, JobId::value));
        }
    }

    private void giveUp(Sql sql, int shard, List<Held> held) throws SQLException {
        List<LeaseKey> empty = new ArrayList<>();
        for (Map.Entry<LeaseKey, List<Held>> lease : byLease(held).entrySet()) {
            if (lease.getValue().get(0).open() == lease.getValue().size()) {
                empty.add(lease.getKey());
            } else {
                sql.update(
                        SHRINK_LEASE,
                        Sql.Array.of("int4", lease.getValue(), Held::position),
                        shard,
                        lease.getKey().id(),
                        lease.getKey().part());
            }
        }
        if (!empty.isEmpty()) {
            sql.update(
                    DELETE_LEASES,
                    Sql.Array.of("int8", empty, LeaseKey::id),
                    Sql.Array.of("int4", empty, LeaseKey::part),
                    shard,
                    Sql.Among.longs(empty.stream().map(LeaseKey::id).toList()));
        }
    }

    private void change(Sql sql, int shard, List<Held> held) throws SQLException {
        long now = sql.now();
        List<Change> changes = new ArrayList<>();
        List<UUID> released = new ArrayList<>();
        List<UUID> due = new ArrayList<>();
        List<UUID> scheduled = new ArrayList<>();
        List<UUID> parked = new ArrayList<>();
        for (Held each : held) {
            if (each.finish().outcome() instanceof Outcome.Deleted) {
                deletion.delete(sql, shard, List.of(each.id()));
            } else if (each.finish().outcome() instanceof Outcome.Released && !each.cancelled()) {
                released.add(each.id());
            } else {
                Change change = Change.of(each, now);
                changes.add(change);
                switch (change.to().state()) {
                    case States.READY -> due.add(each.id());
                    case States.SCHEDULED -> scheduled.add(each.id());
                    case States.PARKED -> parked.add(each.id());
                    default -> {}
                }
            }
        }
        if (!changes.isEmpty()) {
            store(sql, shard, changes, now);
            leaveGates(sql, shard, changes);
        }
        shelves.makeReady(sql, shard, released);
        shelves.makeDue(sql, shard, due);
        shelves.makeWait(sql, shard, States.SCHEDULED, scheduled);
        shelves.makeWait(sql, shard, States.PARKED, parked);
    }

    private void leaveGates(Sql sql, int shard, List<Change> changes) throws SQLException {
        Map<Gates.Leave, List<Held>> leaves = new EnumMap<>(Gates.Leave.class);
        changes.forEach(change ->
                leaves.computeIfAbsent(change.leave(), any -> new ArrayList<>()).add(change.held()));
        for (Map.Entry<Gates.Leave, List<Held>> leave : leaves.entrySet()) {
            gates.leave(sql, shard, gated(leave.getValue()), leave.getKey());
        }
    }

    private void store(Sql sql, int shard, List<Change> changes, long now) throws SQLException {
        sql.update(
                CHANGE,
                Sql.Array.of("uuid", changes, change -> change.held().id()),
                Sql.Array.of(
                        "int4",
                        changes,
                        change -> change.to().isFinished() ? change.to().state() : null),
                Sql.Array.of("int8", changes, change -> change.to().isFinished() ? now : null),
                Sql.Array.of("int8", changes, change -> change.to().runAt()),
                Sql.Array.of("int4", changes, change -> change.to().failures()),
                Sql.Array.of("bool", changes, change -> change.to().setsNote()),
                Sql.Array.of("text", changes, change -> note(change.to())),
                Sql.Array.of("int4", changes, change -> change.held().node()),
                Sql.Array.of("int8", changes, change -> change.held().startedAt()),
                shard,
                scope.namespace(),
                Sql.Among.ids(changes.stream().map(change -> change.held().id()).toList()));
    }

    private static @Nullable String note(Transition change) {
        return change.note() == null ? null : Sql.storable(change.note());
    }
}
