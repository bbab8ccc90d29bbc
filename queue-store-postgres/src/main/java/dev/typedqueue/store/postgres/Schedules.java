package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.ScheduleRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How far schedules have come, and what a person has changed in them. */
final class Schedules {

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

    private final Scope scope;
    private final Insertion insertion;

    Schedules(Scope scope, Insertion insertion) {
        this.scope = scope;
        this.insertion = insertion;
    }

    List<ScheduleRecord> all(Sql sql) throws SQLException {
        return sql.list(ALL, Schedules::read, scope.namespace());
    }

    private static ScheduleRecord read(ResultSet row) throws SQLException {
        UUID id = row.getObject("last_job", UUID.class);
        return new ScheduleRecord(
                row.getString("queue"),
                row.getString("job"),
                row.getLong("revision"),
                Timestamps.at(row.getLong("slot")),
                row.getString("changed_to"),
                row.getString("paused_by"),
                Timestamps.atOrNull(Sql.longOrNull(row, "paused_since")),
                id == null ? null : new JobId(id));
    }

    boolean save(Sql sql, ScheduleRecord schedule, List<NewJob> jobs) throws SQLException {
        if (change(sql, schedule) == 0) {
            return false;
        }
        insertion.insert(sql, jobs);
        return true;
    }

    private int change(Sql sql, ScheduleRecord schedule) throws SQLException {
        long slot = Timestamps.of(schedule.lastSlot());
        String by = schedule.pausedBy() == null ? null : Sql.storable(schedule.pausedBy());
        Long since = timestampOrNull(schedule.pausedSince());
        UUID job = schedule.lastJob() == null ? null : schedule.lastJob().value();
        String times = schedule.changedTo();
        return schedule.revision() == 0
                ? sql.update(BEGIN, slot, times, by, since, job, scope.namespace(), schedule.queue(), schedule.job())
                : sql.update(
                        CHANGE,
                        slot,
                        times,
                        by,
                        since,
                        job,
                        scope.namespace(),
                        schedule.queue(),
                        schedule.job(),
                        schedule.revision());
    }

    private static @Nullable Long timestampOrNull(@Nullable Instant time) {
        return time == null ? null : Timestamps.of(time);
    }
}
