package dev.typedqueue.store.sqlite;

import dev.typedqueue.StoreException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what an error of SQLite means, and what to do. */
final class Faults {

    private static final int PRIMARY_CODE = 0xFF;

    private Faults() {}

    static StoreException of(Settings settings, SQLException cause) {
        String store = settings.store();
        return switch (code(cause)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> busy(settings, cause);
            case SQLITE_FULL ->
                StoreException.passing(
                        store + ": there is no room to write. Nothing was changed. Free space on the disk, or delete"
                                + " finished jobs",
                        cause);
            case SQLITE_IOERR, SQLITE_PROTOCOL, SQLITE_NOMEM, SQLITE_INTERRUPT ->
                StoreException.passing(
                        store + ": reading or writing failed. Nothing was changed, and the next call tries again with"
                                + " the file opened anew (" + cause.getMessage() + ")",
                        cause);
            case SQLITE_CANTOPEN ->
                StoreException.passing(
                        store + ": the file cannot be opened or created. Check that it and its directory exist, and"
                                + " that this process may write both (" + cause.getMessage() + ")",
                        cause);
            case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH ->
                StoreException.lasting(
                        store + " is read-only. This process must be able to write the file and its directory, where"
                                + " SQLite keeps the files with -wal and -shm beside it",
                        cause);
            case SQLITE_NOTADB ->
                StoreException.lasting(store + " is not an SQLite database. Give the path of another file", cause);
            case SQLITE_CORRUPT ->
                StoreException.lasting(
                        store + " is damaged. See what PRAGMA integrity_check says, and restore a backup", cause);
            default -> StoreException.lasting(store + ": " + cause.getMessage(), cause);
        };
    }

    private static StoreException busy(Settings settings, SQLException cause) {
        if (resultCode(cause) == SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT) {
            return StoreException.passing(
                    settings.store() + ": the caller's transaction read the database before another one changed it, and"
                            + " so cannot write. Roll it back and repeat it; one that begins with BEGIN IMMEDIATE (the"
                            + " property transaction_mode=IMMEDIATE) never gets here",
                    cause);
        }
        return StoreException.passing(
                settings.store() + ": another transaction, of this process or another, has held the lock for longer"
                        + " than " + settings.busyTimeout() + ". Nothing was changed",
                cause);
    }

    static boolean isBusy(SQLException failure) {
        SQLiteErrorCode code = code(failure);
        return code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED;
    }

    /** Whether a connection can be used on after this. */
    static boolean sparesConnection(SQLException failure) {
        return switch (code(failure)) {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_FULL, SQLITE_CONSTRAINT, SQLITE_TOOBIG -> true;
            default -> false;
        };
    }

    private static SQLiteErrorCode code(SQLException failure) {
        return SQLiteErrorCode.getErrorCode(resultCode(failure).code & PRIMARY_CODE);
    }

    private static SQLiteErrorCode resultCode(SQLException failure) {
        return failure instanceof SQLiteException sqlite
                ? sqlite.getResultCode()
                : SQLiteErrorCode.getErrorCode(failure.getErrorCode());
    }
}
