package dev.typedqueue.acceptance;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.OnExhausted;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retry;

/** A queue whose jobs are tried three times, once or with all defaults. */
@Queue
@Retry(maxAttempts = 3, firstDelay = "1m", multiplier = 2, jitter = 0)
interface Calls {

    @Job
    void callCustomer(String number, JobContext job) throws Exception;

    @Job
    @Retry(maxAttempts = 1)
    void callOnce(String number) throws Exception;

    @OnExhausted
    void giveUp(CallCustomerPayload payload, JobContext job, Throwable cause);
}
