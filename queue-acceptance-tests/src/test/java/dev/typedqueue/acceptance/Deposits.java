package dev.typedqueue.acceptance;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A queue whose effects are rows beside its jobs. */
@Queue
interface Deposits {

    @Job
    void deposit(int amount, JobContext job) throws Exception;
}
