package dev.typedqueue.store.jdbc;

import dev.typedqueue.annotation.Unique;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * For how long a job stands in the way of others with its unique key.
 *
 * @param until until what has become of it, as a number
 * @param end and until this time at least, or null
 */
public record KeyHold(int until, @Nullable Long end) {

    private static final int STARTED = 0;
    private static final int FINISHED = 1;
    private static final int REMOVED = 2;

    /** Reads the columns {@code unique_until} and {@code unique_end}. */
    public static KeyHold read(ResultSet row) throws SQLException {
        return new KeyHold(row.getInt("unique_until"), Statements.longOrNull(row, "unique_end"));
    }

    /** The number that stands for it. */
    public static int code(Unique.Until until) {
        return switch (until) {
            case STARTED -> STARTED;
            case FINISHED -> FINISHED;
            case REMOVED -> REMOVED;
        };
    }

    /** Whether no other job may take the key of a job in a state. */
    public boolean lasts(int state, long now) {
        if (end != null && now < end) {
            return true;
        }
        return switch (until) {
            case STARTED -> States.isWaiting(state);
            case FINISHED -> !States.isFinished(state);
            default -> true;
        };
    }
}
