package dev.typedqueue.acceptance;

import dev.typedqueue.annotation.Cron;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.MissedRuns;
import dev.typedqueue.annotation.Queue;

/** A queue that fills itself, once an hour. */
@Queue
interface Greetings {

    @Job
    @Cron(value = "0 * * * *", missed = MissedRuns.ALL)
    void greet();
}
