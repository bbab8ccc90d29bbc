package dev.typedqueue.acceptance;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retain;
import dev.typedqueue.annotation.Retry;

/** A queue whose finished jobs are kept for minutes. */
@Queue
@Retain(completed = "60s", failed = "120s")
@Retry(maxAttempts = 1)
interface Receipts {

    @Job
    void printReceipt(String text, JobContext job);
}
