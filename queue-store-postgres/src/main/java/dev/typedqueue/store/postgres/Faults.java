package dev.typedqueue.store.postgres;

import dev.typedqueue.StoreException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Says what an error of PostgreSQL means, and what to do. */
final class Faults {

    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /** The server is shut down, or has ended a session in which nothing happened for too long. */
    private static final Set<String> ENDED_BY_SERVER = Set.of("57P01", "57P02", "57P03", "57P05", "25P03");

    private static final String PREPARED_STATEMENT_LOST = "26000";

    private static final String STORED = "23505";

    private Faults() {}

    static StoreException of(Settings settings, SQLException cause) {
        String store = settings.store();
        String state = state(cause);
        if (isDisconnected(cause)) {
            return StoreException.passing(
                    store + ": the connection was lost or could not be made. The next call tries again with another ("
                            + reason(cause) + ")",
                    cause);
        }
        if (cause instanceof SQLTransientConnectionException && cause.getCause() instanceof SQLException) {
            return StoreException.passing(
                    store + ": the data source could make no connection. The next call tries again (" + reason(cause)
                            + ")",
                    cause);
        }
        if (cause instanceof SQLTransientConnectionException) {
            return StoreException.passing(
                    store + ": the data source had no connection to give. If it is a pool, see whether it is large"
                            + " enough, and who keeps its connections (" + cause.getMessage() + ")",
                    cause);
        }
        return switch (state) {
            case "57014", "55P03" ->
                StoreException.passing(
                        store + ": a statement took, or waited for a lock for, longer than "
                                + settings.timeout().toMillis() + " ms. Nothing was changed",
                        cause);
            case "42501" ->
                StoreException.lasting(
                        store + ": the role lacks a right (" + cause.getMessage() + "). See \"Privileges\" in"
                                + " docs/postgres.md",
                        cause);
            case "25006" ->
                StoreException.passing(
                        store + ": the server is read-only, as a standby is. Name all hosts in the URL, and add"
                                + " targetServerType=primary",
                        cause);
            case "42P01", "3F000", "42703" ->
                StoreException.lasting(
                        store + ": the tables are missing or are not those of this release (" + cause.getMessage()
                                + ")",
                        cause);
            default ->
                passes(state)
                        ? StoreException.passing(
                                store + ": " + cause.getMessage()
                                        + ". Nothing was changed, and the call may be repeated",
                                cause)
                        : StoreException.lasting(store + ": " + cause.getMessage(), cause);
        };
    }

    /** A pool says how long it has waited, and only the cause why in vain. */
    static String reason(SQLException failure) {
        return failure.getCause() instanceof SQLException inner
                ? failure.getMessage() + ": " + inner.getMessage()
                : String.valueOf(failure.getMessage());
    }

    /** Conflicts, and a server without memory, disk or free connections. */
    private static boolean passes(String state) {
        return state.startsWith("40") || state.startsWith("53") || state.startsWith("58") || state.equals("57014");
    }

    /** Whether a transaction met another and may simply be run again. */
    static boolean isConflict(SQLException failure) {
        return CONFLICTS.contains(state(failure)) || PREPARED_STATEMENT_LOST.equals(state(failure));
    }

    /** Whether a call failed since a row was stored before. */
    static boolean isStored(StoreException failure) {
        return failure.getCause() instanceof SQLException cause && STORED.equals(state(cause));
    }

    /** Whether the connection is of no more use. What was under way may have been committed. */
    static boolean isDisconnected(SQLException failure) {
        String state = state(failure);
        return state.startsWith("08") || ENDED_BY_SERVER.contains(state);
    }

    /** Whether there is no connection: it was lost, or could not be had. */
    static boolean isWithoutConnection(SQLException failure) {
        return isDisconnected(failure) || failure instanceof SQLTransientConnectionException;
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
