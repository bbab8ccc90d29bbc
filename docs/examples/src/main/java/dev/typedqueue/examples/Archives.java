package dev.typedqueue.examples;

import dev.typedqueue.annotation.Cron;
import dev.typedqueue.annotation.Every;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.MissedRuns;
import dev.typedqueue.annotation.Queue;

/** Jobs that are added by themselves, with all that a schedule can say. */
// snippet: declaration
@Queue
interface Archives {

    @Job
    @Cron(value = "0 * * * *", missed = MissedRuns.ALL, mostMissed = 10, jitter = "5m")
    void saveHour();

    @Job
    @Every(value = "5m", from = Every.From.END) // five minutes after the last one has ended
    void copyToTape();
}
// end
