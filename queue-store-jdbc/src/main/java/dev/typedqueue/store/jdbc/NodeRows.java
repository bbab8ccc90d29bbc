package dev.typedqueue.store.jdbc;

import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what is shown of nodes. */
public final class NodeRows {

    private NodeRows() {}

    /**
     * The nodes of a namespace, each with the kinds that it knows.
     *
     * @param nodes selects id, name, host, process, start and end of lease of each node of a namespace
     * @param kinds selects the node's id, the queue, and name and version of each kind, or none where it knows none
     */
    public static List<NodeRecord> all(Statements sql, String nodes, String kinds, int namespace) throws SQLException {
        Map<Long, Map<String, Set<JobKind>>> known = new HashMap<>();
        sql.list(kinds, row -> addKind(known, row), namespace);
        return sql.list(
                nodes,
                row -> new NodeRecord(
                        new NodeId(row.getString(2)),
                        row.getString(3),
                        row.getLong(4),
                        Timestamps.at(row.getLong(5)),
                        Timestamps.at(row.getLong(6)),
                        known.getOrDefault(row.getLong(1), Map.of())),
                namespace);
    }

    private static boolean addKind(Map<Long, Map<String, Set<JobKind>>> known, ResultSet row) throws SQLException {
        Set<JobKind> ofQueue = known.computeIfAbsent(row.getLong(1), any -> new HashMap<>())
                .computeIfAbsent(row.getString(2), any -> new HashSet<>());
        String name = row.getString(3);
        return name != null && ofQueue.add(new JobKind(name, row.getInt(4)));
    }
}
