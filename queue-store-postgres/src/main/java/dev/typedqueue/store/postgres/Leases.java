package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.Lease;
import dev.typedqueue.spi.NodeId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The rights of nodes to run jobs: shows them, and takes them back. */
final class Leases {

    /** The most jobs of one lease: their positions are the lower ten bits of their fencing tokens. */
    static final int MOST_JOBS = 1 << 10;

    // lease_node. Locks the leases, save for those in which a job is being finished: they are left for the next time.
    private static final String OF_NODE = """
            SELECT id, part, queue, shard, node, started_at, ids, finished, cancels,
                (SELECT q.gated FROM {schema}.queue q WHERE q.id = lease.queue) AS gated
            FROM {schema}.lease
            WHERE node = ? ORDER BY shard, id, part LIMIT 1000 FOR UPDATE SKIP LOCKED
            """;

    // lease_node.
    static final String HELD = """
            SELECT l.id AS lease, CASE l.part WHEN 0 THEN u.position - 1 ELSE l.part - 1 END AS position, u.id AS job
            FROM {schema}.lease l
                JOIN {schema}.node n ON n.id = l.node
                JOIN {schema}.queue q ON q.id = l.queue
                CROSS JOIN LATERAL unnest(l.ids) WITH ORDINALITY AS u(id, position)
            WHERE n.namespace = ? AND n.name = ? AND q.name = ?
              AND CASE l.part WHEN 0 THEN u.position - 1 ELSE l.part - 1 END <> ALL (l.finished)
            """;

    // The primary key.
    private static final String HOLDS = """
            SELECT 1 FROM {schema}.lease l
            WHERE l.shard = ? AND l.id = ? AND l.part IN (0, ?::smallint + 1) AND l.namespace = ?
              AND l.ids[CASE l.part WHEN 0 THEN ?::smallint + 1 ELSE 1 END] = ? AND ?::smallint <> ALL (l.finished)
            """;

    // The primary key. Of the leases of single jobs only those that are asked for: another may be locked for long.
    static final String LOCK = """
            SELECT id, part, queue, shard, node, started_at, ids, finished, cancels,
                (SELECT q.gated FROM {schema}.queue q WHERE q.id = lease.queue) AS gated
            FROM {schema}.lease
            WHERE shard = ? AND id = ANY (?) AND id BETWEEN ? AND ? AND namespace = ?
              AND CASE part WHEN 0 THEN ? ELSE id * 1024 + part - 1 = ANY (?) END
            ORDER BY id, part FOR UPDATE
            """;

    // The primary key.
    private static final String DELETE = "DELETE FROM {schema}.lease WHERE shard = ? AND id = ? AND part = ?";

    // The primary key.
    private static final String SHRINK =
            "UPDATE {schema}.lease SET finished = finished || ?::smallint[] WHERE shard = ? AND id = ? AND part = ?";

    // The primary key of job.
    static final String COUNT_DEATH = """
            UPDATE {schema}.job SET node_deaths = node_deaths + 1
            WHERE shard = ? AND namespace = ? AND id = ANY (?) AND id BETWEEN ? AND ?
            """;

    // The primary key of job.
    static final String CANCEL = """
            UPDATE {schema}.job SET ended = 5, finished_at = {now}, node = ?, started_at = ?,
                node_deaths = node_deaths + ?
            WHERE shard = ? AND namespace = ? AND id = ANY (?) AND id BETWEEN ? AND ?
            """;

    // The primary key; locks the lease.
    private static final String CANCEL_RUNNING = """
            UPDATE {schema}.lease SET cancels = cancels || ?::smallint
            WHERE shard = ? AND id = ? AND part = ? AND ?::smallint <> ALL (finished)
            """;

    // lease_node.
    static final String CANCELS = """
            SELECT h.ids[CASE h.part WHEN 0 THEN c.position + 1 ELSE 1 END]
            FROM {schema}.lease h CROSS JOIN LATERAL unnest(h.cancels) AS c(position)
            WHERE h.node = ? AND h.cancels <> '{}' AND c.position <> ALL (h.finished)
            """;

    private final Scope scope;
    private final Shelves shelves;
    private final Gates gates;

    Leases(Scope scope, Shelves shelves, Gates gates) {
        this.scope = scope;
        this.shelves = shelves;
        this.gates = gates;
    }

    static long token(long lease, int position) {
        return lease * MOST_JOBS + position;
    }

    static long lease(long token) {
        return token / MOST_JOBS;
    }

    static int position(long token) {
        return (int) (token % MOST_JOBS);
    }

    /** The row of a lease, locked; and whether its queue has jobs with gates. */
    record Row(
            long id,
            int part,
            int queue,
            int shard,
            int node,
            long startedAt,
            List<UUID> ids,
            Set<Integer> finished,
            Set<Integer> cancels,
            boolean gated) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong("id"),
                    row.getInt("part"),
                    row.getInt("queue"),
                    row.getInt("shard"),
                    row.getInt("node"),
                    row.getLong("started_at"),
                    List.of((UUID[]) row.getArray("ids").getArray()),
                    positions(row, "finished"),
                    positions(row, "cancels"),
                    row.getBoolean("gated"));
        }

        private static Set<Integer> positions(ResultSet row, String column) throws SQLException {
            Set<Integer> positions = new HashSet<>();
            for (Object position : (Object[]) row.getArray(column).getArray()) {
                positions.add(((Number) position).intValue());
            }
            return positions;
        }

        int position(int index) {
            return part == 0 ? index : part - 1;
        }

        /** Whether it holds a job at a position. */
        boolean holds(int position, UUID job) {
            int index = part == 0 ? position : 0;
            return (part == 0 || position == part - 1)
                    && index < ids.size()
                    && ids.get(index).equals(job)
                    && !finished.contains(position);
        }

        int open() {
            return ids.size() - finished.size();
        }
    }

    /**
     * Locks leases, in the order of their ids.
     *
     * @param withBatches whether to lock those of several jobs too, or only those of single jobs
     */
    List<Row> lock(Sql sql, int shard, Set<Long> tokens, boolean withBatches) throws SQLException {
        Set<Long> leases = new HashSet<>();
        tokens.forEach(token -> leases.add(lease(token)));
        return sql.list(
                LOCK,
                Row::read,
                shard,
                Sql.Among.longs(leases),
                scope.namespace(),
                withBatches,
                Sql.Array.longs(tokens));
    }

    /** Makes jobs of a node ready, or cancels those that a person wants cancelled. Tells the queue of each. */
    List<Integer> release(Sql sql, int node, int deaths, int limit) throws SQLException {
        List<Integer> queues = new ArrayList<>();
        for (Row lease : sql.list(OF_NODE, Row::read, node)) {
            if (queues.size() < limit) {
                queues.addAll(release(sql, lease, deaths, limit - queues.size()));
            }
        }
        return queues;
    }

    /** The leases that a node holds in a queue. */
    List<Lease> of(Sql sql, NodeId node, String queue) throws SQLException {
        return sql.list(
                HELD,
                row -> new Lease(
                        new JobId(row.getObject("job", UUID.class)),
                        token(row.getLong("lease"), row.getInt("position"))),
                scope.namespace(),
                node.value(),
                queue);
    }

    /** Whether a token still holds its job. */
    boolean holds(Sql sql, JobId id, long token) throws SQLException {
        int position = position(token);
        return sql.exists(
                HOLDS, scope.shard(id), lease(token), position, scope.namespace(), position, id.value(), position);
    }

    private List<Integer> release(Sql sql, Row lease, int deaths, int limit) throws SQLException {
        List<Integer> queues = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        List<UUID> ready = new ArrayList<>();
        List<UUID> cancelled = new ArrayList<>();
        int open = 0;
        for (int i = 0; i < lease.ids().size(); i++) {
            int position = lease.position(i);
            if (lease.finished().contains(position)) {
                continue;
            }
            open++;
            if (positions.size() < limit) {
                positions.add(position);
                queues.add(lease.queue());
                (lease.cancels().contains(position) ? cancelled : ready)
                        .add(lease.ids().get(i));
            }
        }
        if (open == positions.size()) {
            sql.update(DELETE, lease.shard(), lease.id(), lease.part());
        } else {
            sql.update(SHRINK, Sql.Array.ints(positions), lease.shard(), lease.id(), lease.part());
        }
        if (deaths > 0 && !ready.isEmpty()) {
            sql.update(COUNT_DEATH, lease.shard(), scope.namespace(), Sql.Among.ids(ready));
        }
        shelves.makeReady(sql, lease.shard(), ready);
        if (!cancelled.isEmpty()) {
            sql.update(
                    CANCEL,
                    lease.node(),
                    lease.startedAt(),
                    deaths,
                    lease.shard(),
                    scope.namespace(),
                    Sql.Among.ids(cancelled));
            gates.leave(sql, lease.shard(), cancelled, Gates.Leave.ENDED);
        }
        return queues;
    }

    boolean isHeldBy(Sql sql, int node) throws SQLException {
        return sql.exists("SELECT 1 FROM {schema}.lease WHERE node = ? LIMIT 1", node);
    }

    /** Remembers that a running job is to be cancelled; false if it runs no longer. */
    boolean requestCancel(Sql sql, Standing job) throws SQLException {
        Optional<Long> lease = Optional.ofNullable(job.lease());
        return lease.isPresent()
                && sql.update(
                                CANCEL_RUNNING,
                                job.position(),
                                scope.shard(job.id()),
                                lease.get(),
                                job.part(),
                                job.position())
                        == 1;
    }

    /** Takes a running job from its node for good; false if it runs no longer. */
    boolean revoke(Sql sql, Standing job) throws SQLException {
        Optional<Long> lease = Optional.ofNullable(job.lease());
        if (lease.isEmpty()) {
            return false;
        }
        int shard = scope.shard(job.id());
        return sql.update("""
                        UPDATE {schema}.lease SET finished = finished || ?::smallint
                        WHERE shard = ? AND id = ? AND part = ? AND ?::smallint <> ALL (finished)
                        """, job.position(), shard, lease.get(), job.part(), job.position()) == 1
                && forgetIfEmpty(sql, shard, lease.get(), job.part());
    }

    private static boolean forgetIfEmpty(Sql sql, int shard, long lease, int part) throws SQLException {
        sql.update("""
                DELETE FROM {schema}.lease
                WHERE shard = ? AND id = ? AND part = ? AND cardinality(finished) >= cardinality(ids)
                """, shard, lease, part);
        return true;
    }

    /** The jobs of a node that a person wants cancelled. */
    List<JobId> cancels(Sql sql, int node) throws SQLException {
        return sql.list(CANCELS, row -> new JobId(row.getObject(1, UUID.class)), node);
    }
}
