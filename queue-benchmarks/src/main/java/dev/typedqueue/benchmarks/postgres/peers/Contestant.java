package dev.typedqueue.benchmarks.postgres.peers;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A system that is compared.
 *
 * @param id by which it is named on command lines
 * @param name as the tables show it, with its version
 * @param settings the settings that were chosen, and why where it is not plain
 * @param kind what it takes part in
 * @param rate about how many jobs it runs a second by one process, near the server: from this come its backlogs, so
 *     that each contestant runs for about as long as the others
 * @param unfinished the query that says whether a job that is due has not been finished
 * @param finish the statement that turns all jobs into finished ones, where the system keeps a history that would take
 *     too long to make by running; null if finished jobs are made by running
 * @param keepsHistory whether finished jobs stay in its tables
 * @param peer the system, if it is written in Java; null for the ones in Node
 */
public record Contestant(
        String id,
        String name,
        String settings,
        Kind kind,
        int rate,
        String unfinished,
        @Nullable String finish,
        boolean keepsHistory,
        @Nullable Peer peer) {

    /** What a contestant takes part in. */
    public enum Kind {
        /** A job queue: everything. */
        QUEUE,
        /** A hand-written loop: throughput alone. */
        LOOP,
        /** Plain inserts: adding alone. */
        INSERTS
    }

    /** Whether it needs Node. */
    public boolean inNode() {
        return peer == null;
    }

    /** The statement that makes finished jobs of all. */
    public Optional<String> finishing() {
        return Optional.ofNullable(finish);
    }
}
