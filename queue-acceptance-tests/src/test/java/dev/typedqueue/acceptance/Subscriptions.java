package dev.typedqueue.acceptance;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Unique;

/** A queue with at most one unfinished job a user. */
@Queue(concurrency = 4)
interface Subscriptions {

    @Job
    @Unique(by = "user")
    void renew(UserId user, String plan);
}
