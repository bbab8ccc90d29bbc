package dev.typedqueue.store.sqlite;

import dev.typedqueue.spi.NewJob;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far schedules have come. */
final class Schedules {

    private static final String LAST =
            "SELECT slot FROM typedqueue_schedule WHERE namespace = ? AND queue = ? AND job = ?";

    private static final String BEGIN = """
            INSERT INTO typedqueue_schedule (namespace, queue, job, slot) VALUES (?, ?, ?, ?)
            ON CONFLICT (namespace, queue, job) DO NOTHING
            """;

    private static final String ADVANCE = """
            UPDATE typedqueue_schedule SET slot = ?
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
