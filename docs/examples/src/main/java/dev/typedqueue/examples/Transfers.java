package dev.typedqueue.examples;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Limit;
import dev.typedqueue.annotation.Ordered;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.RateLimit;

/** Limits on all nodes together, and an order for each key. */
// snippet: declaration
@Queue(concurrency = 20)
@Limit(concurrency = 50) // of all jobs of the queue, on all nodes together
interface Transfers {

    @Job
    @Limit(concurrency = 2, by = "bank") // two at a time for each bank
    @Ordered(by = "account") // one after another for each account
    void transfer(String account, String bank, long cents);

    @Job
    @RateLimit(permits = 100, per = "1m", burst = 10)
    void sendStatement(String account);
}
// end
