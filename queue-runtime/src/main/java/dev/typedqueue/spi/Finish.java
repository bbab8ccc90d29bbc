package dev.typedqueue.spi;

import dev.typedqueue.JobId;

/**
 * The end of an attempt.
 *
 * @param id the job
 * @param fencingToken the token that its claim gave
 * @param outcome what becomes of it
 */
public record Finish(JobId id, long fencingToken, Outcome outcome) {}
