package dev.typedqueue.reliability.arena;

import dev.typedqueue.JobId;
import java.io.IOException;
import java.sql.SQLException;

/** A database in which the nodes meet. */
public interface Database extends AutoCloseable {

    /** Where nodes find it. */
    String address();

    /** Whether a stopped process may be within a transaction that holds up all others. */
    boolean isLocked() throws SQLException;

    /** Sets a job's stored payload. */
    void setPayload(JobId job, String payload) throws SQLException;

    /** What the database says of its own soundness: {@code ok}, or what is broken. */
    String integrity() throws SQLException;

    /** How many bytes its tables, or its files, have. */
    long size() throws SQLException, IOException;

    /** Its product and version. */
    String version() throws SQLException;

    @Override
    void close() throws IOException;
}
