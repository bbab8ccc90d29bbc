package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.store.jdbc.States;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Puts jobs into ready and waiting, and takes them out. */
final class Shelves {

    // The primary key of job. These ids are old, and so belong to lane 0.
    static final String MAKE_READY = """
            INSERT INTO {schema}.ready (queue, kind, rank, shard, lane, id)
            SELECT queue, kind, {schema}.claim_rank(priority, ageing, run_at), shard, 0, id FROM {schema}.job
            WHERE shard = ? AND namespace = ? AND id = ANY (?) AND id BETWEEN ? AND ?
            """;

    // The primary key of job.
    static final String MAKE_DUE = MAKE_READY.stripTrailing() + " AND gates IS NULL";

    // The primary key of job.
    static final String MAKE_WAIT = """
            INSERT INTO {schema}.waiting (run_at, queue, kind, rank, shard, namespace, state, id, gated)
            SELECT run_at, queue, kind, {schema}.claim_rank(priority, ageing, run_at), shard, namespace, ?, id,
                gates IS NOT NULL
            FROM {schema}.job
            WHERE shard = ? AND namespace = ? AND id = ANY (?) AND id BETWEEN ? AND ?
            """;

    // The primary key; locks the one row.
    private static final String TAKE_READY = """
            DELETE FROM {schema}.ready
            WHERE shard = ? AND queue = ? AND kind = ? AND lane = ? AND rank = ? AND id = ?
            """;

    // The primary key; locks the one row.
    private static final String TAKE_WAITING =
            "DELETE FROM {schema}.waiting WHERE shard = ? AND namespace = ? AND id = ?";

    private final Scope scope;
    private final Gates gates;

    Shelves(Scope scope, Gates gates) {
        this.scope = scope;
        this.gates = gates;
    }

    /** Jobs are due: those without gates are ready, the others stand at the first that they have not passed. */
    void makeDue(Sql sql, int shard, Collection<UUID> ids) throws SQLException {
        if (!ids.isEmpty() && sql.update(MAKE_DUE, shard, scope.namespace(), Sql.Among.ids(ids)) < ids.size()) {
            gates.arrive(sql, shard, ids);
        }
    }

    /** Makes jobs ready that have passed their gates. */
    void makeReady(Sql sql, int shard, Collection<UUID> ids) throws SQLException {
        if (!ids.isEmpty()) {
            sql.update(MAKE_READY, shard, scope.namespace(), Sql.Among.ids(ids));
        }
    }

    /** Puts jobs aside until the time that their rows name. */
    void makeWait(Sql sql, int shard, int state, Collection<UUID> ids) throws SQLException {
        if (!ids.isEmpty()) {
            sql.update(MAKE_WAIT, state, shard, scope.namespace(), Sql.Among.ids(ids));
        }
    }

    /** Puts one job where its state says. */
    void put(Sql sql, JobId id, int state) throws SQLException {
        if (state == States.READY) {
            makeDue(sql, scope.shard(id), List.of(id.value()));
        } else {
            makeWait(sql, scope.shard(id), state, List.of(id.value()));
        }
    }

    /** Takes a waiting, blocked or ready job out; false if another was faster. */
    boolean take(Sql sql, Standing job) throws SQLException {
        int shard = scope.shard(job.id());
        UUID id = job.id().value();
        if (job.state() == States.BLOCKED) {
            return gates.withdraw(sql, shard, id);
        }
        int taken = job.lane() == null
                ? sql.update(TAKE_WAITING, shard, scope.namespace(), id)
                : sql.update(TAKE_READY, shard, job.queue(), job.kind(), job.lane(), job.rank(), id);
        return taken == 1;
    }
}
