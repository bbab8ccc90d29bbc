package dev.typedqueue.store.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.typedqueue.spi.NewJob;
import dev.typedqueue.store.jdbc.Timestamps;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * Stores many new jobs that differ in nothing but id and payload, and are due at once, by COPY: it writes the rows of a
 * page as one entry of the log, which saves a quarter of it. For few jobs its round trips would cost more.
 */
final class BulkInsertion {

    /** From how many jobs on. */
    static final int LEAST_JOBS = 500;

    private static final String COPY_JOBS = "COPY {schema}.job"
            + " (added_at, run_at, id, queue, kind, priority, shard, namespace, payload) FROM STDIN";
    private static final String COPY_READY = "COPY {schema}.ready (queue, kind, rank, shard, lane, id) FROM STDIN";

    /** How long a row is but for its payload. */
    private static final int ROW_LENGTH = 120;

    private final Scope scope;

    BulkInsertion(Scope scope) {
        this.scope = scope;
    }

    /** Whether the connection gives access to the driver's: a pool may keep it to itself. */
    static boolean isPossible(Sql sql) throws SQLException {
        return sql.connection().isWrapperFor(PGConnection.class);
    }

    /**
     * Stores jobs within a transaction.
     *
     * @param late how old an id must be for a claim to have looked past it
     * @throws SQLException if one of them was stored before, too
     */
    void insert(Sql sql, int shard, List<NewJob> jobs, Duration late) throws SQLException {
        long now = sql.now();
        long lateBelow = Timestamps.minus(now, late) / 1_000;
        NewJob first = jobs.get(0);
        String common = "\t" + scope.queue(first.queue()) + "\t" + scope.kind(first.kind());
        String beforeId = now + "\t" + now + "\t";
        String beforePayload = common + "\t" + first.priority() + "\t" + shard + "\t" + scope.namespace() + "\t";
        String ready = common.substring(1) + "\t" + ~first.priority() + "\t" + shard + "\t";
        StringBuilder jobRows =
                new StringBuilder(jobs.size() * (ROW_LENGTH + first.payload().length()));
        StringBuilder readyRows = new StringBuilder(jobs.size() * ROW_LENGTH);
        for (NewJob job : jobs) {
            UUID id = job.id().value();
            jobRows.append(beforeId).append(id).append(beforePayload);
            appendEscaped(jobRows, job.payload());
            jobRows.append('\n');
            readyRows
                    .append(ready)
                    .append(millis(id) < lateBelow ? 0 : 1)
                    .append('\t')
                    .append(id)
                    .append('\n');
        }
        CopyManager copies = sql.connection().unwrap(PGConnection.class).getCopyAPI();
        copy(copies, scope.database().texts().of(COPY_JOBS), jobRows);
        copy(copies, scope.database().texts().of(COPY_READY), readyRows);
    }

    /** When an id was made. */
    private static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }

    /** Given as bytes: of characters, the driver sends a buffer at a time, and breaks one that two buffers share. */
    private static void copy(CopyManager copies, String statement, StringBuilder rows) throws SQLException {
        try {
            copies.copyIn(statement, new ByteArrayInputStream(rows.toString().getBytes(UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // there is no file
        }
    }

    /** The characters that mean something in COPY's text format. */
    private static void appendEscaped(StringBuilder rows, String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '\\' -> rows.append("\\\\");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                case '\t' -> rows.append("\\t");
                default -> rows.append(character);
            }
        }
    }
}
