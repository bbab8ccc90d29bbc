package dev.typedqueue.example;

import java.sql.SQLException;

/** The database could not do what it was asked. */
final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseException(SQLException cause) {
        super("The notifications' database failed: " + cause.getMessage(), cause);
    }
}
