package dev.typedqueue;

import java.time.Instant;

/**
 * A line of the log that is kept with a job.
 *
 * @param at when it was written, by the clock of the node that ran the attempt
 * @param attempt the number of the attempt that wrote it, from 1
 * @param text what it says
 */
public record JobLogLine(Instant at, int attempt, String text) {}
