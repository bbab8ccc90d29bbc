package dev.typedqueue.test;

import dev.typedqueue.JobId;

/**
 * One attempt of a job that a test has let run.
 *
 * @param id the job's id
 * @param queue its queue's name
 * @param job its job's name
 * @param attempt which attempt it was, from 1
 * @param outcome what became of the job
 */
public record JobRun(JobId id, String queue, String job, int attempt, RunOutcome outcome) {}
