package dev.typedqueue.examples;

import dev.typedqueue.annotation.Cron;
import dev.typedqueue.annotation.Every;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.MissedRuns;
import dev.typedqueue.annotation.Queue;

/** Jobs that are added by themselves. */
// snippet: declaration
@Queue
interface Cleanups {

    @Job
    @Cron(value = "30 2 * * MON-FRI", zone = "Europe/Berlin")
    void deleteOldFiles();

    @Job
    @Every(value = "1s", missed = MissedRuns.SKIP)
    void measureDisk();
}
// end
