package com.acme;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Key;
import dev.typedqueue.annotation.Limit;
import dev.typedqueue.annotation.Ordered;
import dev.typedqueue.annotation.Ordered.OnFailure;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.RateLimit;

@Queue
@Limit(concurrency = 100)
@Ordered(by = "account", onFailure = OnFailure.STOP)
interface Accounts {

    @Job
    @Limit(concurrency = 2)
    void transfer(String account, @Key String bank, @Key String country, long cents);

    @Job
    @RateLimit(permits = 30, per = "1m", burst = 5, by = "account")
    @Ordered
    void sendStatement(String account);

    @Job
    @RateLimit(permits = 10, per = "1s")
    void close(String account);
}
