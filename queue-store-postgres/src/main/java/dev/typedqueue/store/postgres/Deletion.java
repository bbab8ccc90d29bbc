package dev.typedqueue.store.postgres;

import dev.typedqueue.JobState;
import dev.typedqueue.store.jdbc.States;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Removes jobs with all that belongs to them. */
final class Deletion {

    /** Deletes jobs together with what they hold at gates, and returns them. */
    private static String withGates(String delete) {
        return """
                WITH deleted AS (%s RETURNING id, queue, unique_key, gates),
                %s
                SELECT id, queue, unique_key FROM deleted
                """.formatted(delete.strip(), Gates.leave("deleted", "true"));
    }

    // The primary key of job.
    static final String DELETE = withGates("""
            DELETE FROM {schema}.job WHERE shard = ? AND namespace = ? AND id = ANY (?) AND id BETWEEN ? AND ?
            """);

    // job_ended. Skips what another node deletes at the same time.
    static final String DELETE_ENDED = withGates("""
            DELETE FROM {schema}.job WHERE ctid = ANY (ARRAY(
                SELECT ctid FROM {schema}.job
                WHERE shard = ? AND queue = ? AND ended = ? AND finished_at <= ?
                ORDER BY finished_at LIMIT ? FOR UPDATE SKIP LOCKED))
            """);

    // outcome_finished. Skips what another node deletes at the same time.
    static final String OLD_OUTCOMES = """
            SELECT id, ids FROM {schema}.outcome
            WHERE shard = ? AND queue = ? AND finished_at <= ?
            ORDER BY finished_at LIMIT ? FOR UPDATE SKIP LOCKED
            """;

    private static final String DELETE_OUTCOME = "DELETE FROM {schema}.outcome WHERE shard = ? AND id = ?";

    private static final String SHRINK_OUTCOME = "UPDATE {schema}.outcome SET ids = ? WHERE shard = ? AND id = ?";

    // outcome_last_id.
    private static final String FORGET_OUTCOME = """
            UPDATE {schema}.outcome SET ids = array_remove(ids, ?::uuid)
            WHERE shard = ? AND namespace = ? AND last_id >= ? AND first_id <= ? AND ? = ANY (ids)
            """;

    private final Scope scope;
    private final UniqueKeys keys;

    Deletion(Scope scope, UniqueKeys keys) {
        this.scope = scope;
        this.keys = keys;
    }

    private record Row(UUID id, int queue, @Nullable String key) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(row.getObject(1, UUID.class), row.getInt(2), row.getString(3));
        }
    }

    private record Outcome(long id, List<UUID> ids) {

        static Outcome read(ResultSet row) throws SQLException {
            return new Outcome(row.getLong(1), List.of((UUID[]) row.getArray(2).getArray()));
        }
    }

    /** Deletes jobs that stand nowhere any more; tells how many there were. */
    int delete(Sql sql, int shard, Collection<UUID> ids) throws SQLException {
        return release(sql, sql.list(DELETE, Row::read, shard, scope.namespace(), Sql.Among.ids(ids)));
    }

    /** Deletes a completed job. */
    int deleteCompleted(Sql sql, int shard, UUID id) throws SQLException {
        sql.update(FORGET_OUTCOME, id, shard, scope.namespace(), id, id, id);
        return delete(sql, shard, List.of(id));
    }

    private int release(Sql sql, List<Row> rows) throws SQLException {
        for (Row row : rows) {
            if (row.key() != null) {
                keys.release(sql, row.queue(), row.key(), row.id());
            }
        }
        return rows.size();
    }

    /** Deletes jobs of a queue that have been in a finished state since a time or longer; tells how many. */
    int deleteOld(Sql sql, int queue, JobState state, long until, int limit) throws SQLException {
        int deleted = 0;
        for (int shard = 0; shard < scope.shards() && deleted < limit; shard++) {
            deleted += state == JobState.COMPLETED
                    ? deleteCompleted(sql, shard, queue, until, limit - deleted)
                    : release(
                            sql,
                            sql.list(
                                    DELETE_ENDED,
                                    Row::read,
                                    shard,
                                    queue,
                                    States.finished(state),
                                    until,
                                    limit - deleted));
        }
        return deleted;
    }

    private int deleteCompleted(Sql sql, int shard, int queue, long until, int limit) throws SQLException {
        int deleted = 0;
        for (Outcome outcome : sql.list(OLD_OUTCOMES, Outcome::read, shard, queue, until, limit)) {
            int room = limit - deleted;
            if (room == 0) {
                break;
            }
            List<UUID> ids = outcome.ids();
            if (ids.size() <= room) {
                sql.update(DELETE_OUTCOME, shard, outcome.id());
            } else {
                sql.update(SHRINK_OUTCOME, Sql.Array.ids(ids.subList(room, ids.size())), shard, outcome.id());
                ids = ids.subList(0, room);
            }
            deleted += delete(sql, shard, ids);
        }
        return deleted;
    }

    boolean hasOld(Sql sql, int queue, JobState state, long until) throws SQLException {
        for (int shard = 0; shard < scope.shards(); shard++) {
            boolean any = state == JobState.COMPLETED
                    ? sql.exists(
                            "SELECT 1 FROM {schema}.outcome WHERE shard = ? AND queue = ? AND finished_at <= ? LIMIT 1",
                            shard,
                            queue,
                            until)
                    : sql.exists(
                            "SELECT 1 FROM {schema}.job"
                                    + " WHERE shard = ? AND queue = ? AND ended = ? AND finished_at <= ? LIMIT 1",
                            shard,
                            queue,
                            States.finished(state),
                            until);
            if (any) {
                return true;
            }
        }
        return false;
    }
}
