package dev.typedqueue.store.postgres;

import dev.typedqueue.spi.NewJob;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far schedules have come. */
final class Schedules {

    private static final String LAST =
            "SELECT slot FROM {schema}.schedule WHERE namespace = ? AND queue = ? AND job = ?";

    // The primary key: of several nodes that come at once one succeeds, and the others wait for its commit.
    private static final String BEGIN = """
            INSERT INTO {schema}.schedule (namespace, queue, job, slot) VALUES (?, ?, ?, ?)
            ON CONFLICT (namespace, queue, job) DO NOTHING
            """;

    // The primary key; locks the row until the jobs are committed with it.
    private static final String ADVANCE = """
            UPDATE {schema}.schedule SET slot = ?
            WHERE namespace = ? AND queue = ? AND job = ? AND slot = ?
            """;

    private final Scope scope;
    private final Insertion insertion;

    Schedules(Scope scope, Insertion insertion) {
        this.scope = scope;
        this.insertion = insertion;
    }

    Optional<Instant> lastSlot(Sql sql, String queue, String job) throws SQLException {
        return sql.first(LAST, row -> Timestamps.at(row.getLong(1)), scope.namespace(), queue, job);
    }

    boolean advance(Sql sql, String queue, String job, @Nullable Instant expected, Instant slot, List<NewJob> jobs)
            throws SQLException {
        long next = Timestamps.of(slot);
        int moved = expected == null
                ? sql.update(BEGIN, scope.namespace(), queue, job, next)
                : sql.update(ADVANCE, next, scope.namespace(), queue, job, Timestamps.of(expected));
        if (moved == 0) {
            return false;
        }
        insertion.insert(sql, jobs);
        return true;
    }
}
