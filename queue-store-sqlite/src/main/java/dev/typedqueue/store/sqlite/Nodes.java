package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.Heartbeat;
import dev.typedqueue.spi.Lease;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRecord;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Rescue;
import dev.typedqueue.store.jdbc.NodeRows;
import dev.typedqueue.store.jdbc.Timestamps;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps account of nodes, and takes their jobs from those that have gone. */
final class Nodes {

    /** For how long a node that has gone is named with the jobs that it ran last. */
    private static final Duration REMEMBERED = Duration.ofDays(180);

    private static final String REGISTER = """
            INSERT INTO typedqueue_node (namespace, name, host, process_id, started_at, lease_until)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (namespace, name) DO UPDATE SET host = excluded.host, process_id = excluded.process_id,
                started_at = excluded.started_at, lease_until = excluded.lease_until, dead = 0, gone_at = NULL
            """;

    private static final String FORGET_GONE =
            "DELETE FROM typedqueue_node WHERE namespace = ? AND gone_at IS NOT NULL AND gone_at < ?";

    private static final String PRESENT =
            "SELECT id FROM typedqueue_node WHERE namespace = ? AND name = ? AND gone_at IS NULL";

    private static final String INSERT_KIND =
            "INSERT INTO typedqueue_node_kind (node, queue, name, version) VALUES (?, ?, ?, ?)";

    private static final String DELETE_KINDS = "DELETE FROM typedqueue_node_kind WHERE node = ?";

    private static final String RENEW = """
            UPDATE typedqueue_node SET lease_until = ?
            WHERE namespace = ? AND name = ? AND gone_at IS NULL AND dead = 0
            """;

    // typedqueue_job_running.
    static final String CANCEL_REQUESTED = """
            SELECT id FROM typedqueue_job INDEXED BY typedqueue_job_running
            WHERE state = 2 AND node = ? AND cancel_requested = 1
            """;

    // typedqueue_job_running.
    static final String LEASES = """
            SELECT job.id, job.fencing_token
            FROM typedqueue_job AS job INDEXED BY typedqueue_job_running
            JOIN typedqueue_queue AS queue ON queue.id = job.queue
            WHERE job.state = 2 AND job.node = ? AND queue.name = ?
            """;

    // typedqueue_job_running. A job is cancelled instead if a person has asked for that.
    static final String RELEASE = """
            UPDATE typedqueue_job
            SET state = iif(cancel_requested, 5, 1), finished_at = iif(cancel_requested, ?4, NULL),
                node = iif(cancel_requested, node, NULL), cancel_requested = 0, node_deaths = node_deaths + ?1
            WHERE seq IN (
                SELECT seq FROM typedqueue_job INDEXED BY typedqueue_job_running WHERE state = 2 AND node = ?2 LIMIT ?3)
            RETURNING queue
            """;

    private static final String IS_RUNNING =
            "SELECT 1 FROM typedqueue_job INDEXED BY typedqueue_job_running WHERE state = 2 AND node = ?";

    // typedqueue_node_present.
    private static final String DEAD = """
            SELECT id, name FROM typedqueue_node INDEXED BY typedqueue_node_present
            WHERE gone_at IS NULL AND namespace = ?
              AND (lease_until <= ? OR dead = 1 OR name IN (SELECT value FROM json_each(?)))
            ORDER BY id
            """;

    private static final String MARK_DEAD = "UPDATE typedqueue_node SET dead = 1 WHERE id = ?";

    private static final String REMOVE = "UPDATE typedqueue_node SET gone_at = ? WHERE id = ?";

    // typedqueue_node_present.
    private static final String ALL = """
            SELECT id, name, host, process_id, started_at, lease_until
            FROM typedqueue_node INDEXED BY typedqueue_node_present
            WHERE gone_at IS NULL AND namespace = ?
            ORDER BY id
            """;

    private static final String KINDS = """
            SELECT n.id AS node, k.queue, k.name, k.version
            FROM typedqueue_node n INDEXED BY typedqueue_node_present JOIN typedqueue_node_kind k ON k.node = n.id
            WHERE n.gone_at IS NULL AND n.namespace = ?
            """;

    private static final int ALL_JOBS = -1;

    private final Scope scope;

    Nodes(Scope scope) {
        this.scope = scope;
    }

    boolean register(Sql sql, NodeRegistration node) throws SQLException {
        long now = scope.now();
        sql.update(FORGET_GONE, scope.namespace(), Timestamps.minus(now, REMEMBERED));
        sql.update(
                REGISTER,
                scope.namespace(),
                node.id().value(),
                node.host(),
                node.processId(),
                now,
                Timestamps.plus(now, node.lease()));
        long id = present(sql, node.id()).orElseThrow();
        sql.update(DELETE_KINDS, id);
        for (Map.Entry<String, Set<JobKind>> entry : node.kinds().entrySet()) {
            if (entry.getValue().isEmpty()) {
                sql.update(INSERT_KIND, id, entry.getKey(), null, null);
            }
            for (JobKind kind : entry.getValue()) {
                sql.update(INSERT_KIND, id, entry.getKey(), kind.name(), kind.version());
            }
        }
        return true;
    }

    private Optional<Long> present(Sql sql, NodeId node) throws SQLException {
        return sql.first(PRESENT, row -> row.getLong(1), scope.namespace(), node.value());
    }

    Heartbeat heartbeat(Sql sql, NodeId node, Duration lease) throws SQLException {
        int renewed = sql.update(RENEW, Timestamps.plus(scope.now(), lease), scope.namespace(), node.value());
        if (renewed == 0) {
            return new Heartbeat(false, List.of());
        }
        long id = present(sql, node).orElseThrow();
        return new Heartbeat(true, sql.list(CANCEL_REQUESTED, row -> JobId.fromBytes(row.getBytes(1)), id));
    }

    List<Lease> leases(Sql sql, NodeId node, String queue) throws SQLException {
        Optional<Long> id = present(sql, node);
        if (id.isEmpty()) {
            return List.of();
        }
        return sql.list(LEASES, row -> new Lease(JobId.fromBytes(row.getBytes(1)), row.getLong(2)), id.get(), queue);
    }

    boolean deregister(Sql sql, NodeId node) throws SQLException {
        Optional<Long> id = present(sql, node);
        if (id.isPresent()) {
            release(sql, id.get(), 0, ALL_JOBS);
            remove(sql, id.get());
        }
        return id.isPresent();
    }

    private List<Integer> release(Sql sql, long node, int deaths, int limit) throws SQLException {
        return sql.list(RELEASE, row -> row.getInt(1), deaths, node, limit, scope.now());
    }

    private void remove(Sql sql, long node) throws SQLException {
        sql.update(DELETE_KINDS, node);
        sql.update(REMOVE, scope.now(), node);
    }

    private record DeadNode(long id, NodeId name) {}

    private List<DeadNode> dead(Sql sql, Set<NodeId> knownDead) throws SQLException {
        return sql.list(
                DEAD,
                row -> new DeadNode(row.getLong(1), new NodeId(row.getString(2))),
                scope.namespace(),
                scope.now(),
                Json.array(knownDead.stream().map(NodeId::value).toList()));
    }

    boolean hasDead(Sql sql, Set<NodeId> knownDead) throws SQLException {
        return !dead(sql, knownDead).isEmpty();
    }

    Rescue rescue(Sql sql, Set<NodeId> knownDead, int limit) throws SQLException {
        Set<NodeId> found = new HashSet<>();
        List<Integer> queues = new ArrayList<>();
        for (DeadNode node : dead(sql, knownDead)) {
            found.add(node.name());
            queues.addAll(release(sql, node.id(), 1, limit - queues.size()));
            if (sql.exists(IS_RUNNING, node.id())) {
                sql.update(MARK_DEAD, node.id());
            } else {
                remove(sql, node.id());
            }
        }
        return new Rescue(queues.size(), found, Upkeep.queueNames(sql, queues));
    }

    List<NodeRecord> all(Sql sql) throws SQLException {
        return NodeRows.all(sql, ALL, KINDS, scope.namespace());
    }
}
