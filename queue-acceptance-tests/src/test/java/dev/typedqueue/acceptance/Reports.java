package dev.typedqueue.acceptance;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A queue that a node runs when it is told to. */
@Queue(runOnStartup = false)
interface Reports {

    @Job
    void writeReport(String title);
}
