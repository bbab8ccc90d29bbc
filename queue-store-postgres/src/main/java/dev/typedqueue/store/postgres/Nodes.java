package dev.typedqueue.store.postgres;

import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.Heartbeat;
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

    private static final int ALL_JOBS = Integer.MAX_VALUE;

    private static final String REGISTER = """
            INSERT INTO {schema}.node (namespace, name, host, process_id, started_at, lease_until)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (namespace, name) DO UPDATE SET host = excluded.host, process_id = excluded.process_id,
                started_at = excluded.started_at, lease_until = excluded.lease_until, dead = false, gone_at = NULL
            RETURNING id
            """;

    private static final String FORGET_GONE =
            "DELETE FROM {schema}.node WHERE namespace = ? AND gone_at IS NOT NULL AND gone_at < ?";

    private static final String INSERT_KINDS = """
            INSERT INTO {schema}.node_kind (node, queue, name, version)
            SELECT ?, k.queue, k.name, k.version FROM unnest(?, ?, ?) AS k(queue, name, version)
            """;

    private static final String DELETE_KINDS = "DELETE FROM {schema}.node_kind WHERE node = ?";

    // The unique key of node; locks the row for the moment of the commit, beside claims.
    private static final String RENEW = """
            UPDATE {schema}.node SET lease_until = ?
            WHERE namespace = ? AND name = ? AND gone_at IS NULL AND NOT dead
            RETURNING id
            """;

    // Locks the row, so that no claim goes on beside.
    private static final String PRESENT =
            "SELECT id FROM {schema}.node WHERE namespace = ? AND name = ? AND gone_at IS NULL FOR UPDATE";

    // node_present. Locks the rows, so that no claim goes on beside.
    private static final String DEAD = """
            SELECT id, name FROM {schema}.node
            WHERE gone_at IS NULL AND namespace = ? AND (lease_until <= ? OR dead OR name = ANY (?))
            ORDER BY id FOR UPDATE
            """;

    private static final String ANY_DEAD = """
            SELECT 1 FROM {schema}.node
            WHERE gone_at IS NULL AND namespace = ? AND (lease_until <= {now} OR dead OR name = ANY (?))
            LIMIT 1
            """;

    private static final String MARK_DEAD = "UPDATE {schema}.node SET dead = true WHERE id = ?";

    private static final String REMOVE = "UPDATE {schema}.node SET gone_at = {now} WHERE id = ?";

    // node_present.
    private static final String ALL = """
            SELECT id, name, host, process_id, started_at, lease_until FROM {schema}.node
            WHERE gone_at IS NULL AND namespace = ? ORDER BY id
            """;

    private static final String KINDS = """
            SELECT n.id AS node, k.queue, k.name, k.version
            FROM {schema}.node n JOIN {schema}.node_kind k ON k.node = n.id
            WHERE n.gone_at IS NULL AND n.namespace = ?
            """;

    private final Scope scope;
    private final Leases leases;

    Nodes(Scope scope, Leases leases) {
        this.scope = scope;
        this.leases = leases;
    }

    boolean register(Sql sql, NodeRegistration node) throws SQLException {
        long now = sql.now();
        sql.update(FORGET_GONE, scope.namespace(), Timestamps.minus(now, REMEMBERED));
        int id = sql.first(
                        REGISTER,
                        row -> row.getInt(1),
                        scope.namespace(),
                        node.id().value(),
                        node.host(),
                        node.processId(),
                        now,
                        Timestamps.plus(now, node.lease()))
                .orElseThrow();
        sql.update(DELETE_KINDS, id);
        List<Map.Entry<String, Optional<JobKind>>> kinds = new ArrayList<>();
        node.kinds().forEach((queue, known) -> {
            if (known.isEmpty()) {
                kinds.add(Map.entry(queue, Optional.empty()));
            }
            known.forEach(kind -> kinds.add(Map.entry(queue, Optional.of(kind))));
        });
        sql.update(
                INSERT_KINDS,
                id,
                Sql.Array.of("text", kinds, Map.Entry::getKey),
                Sql.Array.of(
                        "text",
                        kinds,
                        kind -> kind.getValue().map(JobKind::name).orElse(null)),
                Sql.Array.of(
                        "int4",
                        kinds,
                        kind -> kind.getValue().map(JobKind::version).orElse(null)));
        return true;
    }

    Heartbeat heartbeat(Sql sql, NodeId node, Duration lease) throws SQLException {
        Optional<Integer> id = sql.first(
                RENEW, row -> row.getInt(1), Timestamps.plus(sql.now(), lease), scope.namespace(), node.value());
        return id.isEmpty() ? new Heartbeat(false, List.of()) : new Heartbeat(true, leases.cancels(sql, id.get()));
    }

    boolean deregister(Sql sql, NodeId node) throws SQLException {
        Optional<Integer> id = sql.first(PRESENT, row -> row.getInt(1), scope.namespace(), node.value());
        if (id.isPresent()) {
            leases.release(sql, id.get(), 0, ALL_JOBS);
            removeIfFree(sql, id.get());
        }
        return id.isPresent();
    }

    /** A node whose last jobs are being finished stays, dead, until a rescue finds it free. */
    private void removeIfFree(Sql sql, int node) throws SQLException {
        if (leases.isHeldBy(sql, node)) {
            sql.update(MARK_DEAD, node);
        } else {
            sql.update(DELETE_KINDS, node);
            sql.update(REMOVE, node);
        }
    }

    private record DeadNode(int id, NodeId name) {}

    private static Sql.Array names(Set<NodeId> nodes) {
        return Sql.Array.texts(nodes.stream().map(NodeId::value).toList());
    }

    boolean hasDead(Sql sql, Set<NodeId> knownDead) throws SQLException {
        return sql.exists(ANY_DEAD, scope.namespace(), names(knownDead));
    }

    Rescue rescue(Sql sql, Set<NodeId> knownDead, int limit) throws SQLException {
        List<DeadNode> dead = sql.list(
                DEAD,
                row -> new DeadNode(row.getInt(1), new NodeId(row.getString(2))),
                scope.namespace(),
                sql.now(),
                names(knownDead));
        Set<NodeId> found = new HashSet<>();
        List<Integer> queues = new ArrayList<>();
        for (DeadNode node : dead) {
            found.add(node.name());
            queues.addAll(leases.release(sql, node.id(), 1, limit - queues.size()));
            removeIfFree(sql, node.id());
        }
        Set<String> names = new HashSet<>();
        for (Integer queue : new HashSet<>(queues)) {
            names.add(scope.database().names().queueName(sql, queue));
        }
        return new Rescue(queues.size(), found, names);
    }

    List<NodeRecord> all(Sql sql) throws SQLException {
        return NodeRows.all(sql, ALL, KINDS, scope.namespace());
    }
}
