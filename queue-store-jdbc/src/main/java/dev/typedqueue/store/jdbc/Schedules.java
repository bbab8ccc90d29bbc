package dev.typedqueue.store.jdbc;

import dev.typedqueue.spi.ScheduleRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far schedules have come, and what a person has changed in them. */
public final class Schedules {

    // The primary key, which is in this order for one namespace.
    private static final String ALL = """
            SELECT queue, job, revision, slot, changed_to, paused_by, paused_since, last_job
            FROM {schema}.schedule WHERE namespace = ? ORDER BY queue, job
            """;

    // The primary key: of several that come at once one succeeds, and the others wait for its commit.
    private static final String BEGIN = """
            INSERT INTO {schema}.schedule
                (slot, changed_to, paused_by, paused_since, last_job, revision, namespace, queue, job)
            VALUES (?, ?, ?, ?, ?, 1, ?, ?, ?)
            ON CONFLICT (namespace, queue, job) DO NOTHING
            """;

    // The primary key; locks the row until the jobs are committed with it.
    private static final String CHANGE = """
            UPDATE {schema}.schedule
            SET slot = ?, changed_to = ?, paused_by = ?, paused_since = ?, last_job = ?, revision = revision + 1
            WHERE namespace = ? AND queue = ? AND job = ? AND revision = ?
            """;

    private final int namespace;

    public Schedules(int namespace) {
        this.namespace = namespace;
    }

    public List<ScheduleRecord> all(Statements sql) throws SQLException {
        return sql.list(ALL, row -> read(sql, row), namespace);
    }

    private static ScheduleRecord read(Statements sql, ResultSet row) throws SQLException {
        return new ScheduleRecord(
                row.getString("queue"),
                row.getString("job"),
                row.getLong("revision"),
                Timestamps.at(row.getLong("slot")),
                row.getString("changed_to"),
                row.getString("paused_by"),
                Timestamps.atOrNull(Statements.longOrNull(row, "paused_since")),
                sql.id(row, "last_job"));
    }

    /** Whether it was saved: another node may have been faster. */
    public boolean save(Statements sql, ScheduleRecord schedule) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(Timestamps.of(schedule.lastSlot()));
        values.add(schedule.changedTo());
        values.add(schedule.pausedBy() == null ? null : sql.text(schedule.pausedBy()));
        values.add(Timestamps.ofOrNull(schedule.pausedSince()));
        values.add(schedule.lastJob() == null ? null : sql.id(schedule.lastJob()));
        values.addAll(List.of(namespace, schedule.queue(), schedule.job()));
        if (schedule.revision() == 0) {
            return sql.update(BEGIN, values.toArray()) == 1;
        }
        values.add(schedule.revision());
        return sql.update(CHANGE, values.toArray()) == 1;
    }
}
