package dev.typedqueue.test;

import dev.typedqueue.JobId;
import java.time.Instant;

/**
 * A job that was added while a test ran.
 *
 * @param id its id
 * @param queue its queue's name
 * @param job its job's name
 * @param payload its payload, as JSON
 * @param priority its priority; the higher runs first
 * @param dueAt when it is due; the time of its addition, if it was added for now
 */
public record AddedJob(JobId id, String queue, String job, String payload, int priority, Instant dueAt) {}
