package dev.typedqueue.spi;

import dev.typedqueue.JobId;

/**
 * A node's right to run a job.
 *
 * @param id the job
 * @param fencingToken the token that its claim gave
 */
public record Lease(JobId id, long fencingToken) {}
