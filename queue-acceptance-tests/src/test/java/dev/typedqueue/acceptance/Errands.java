package dev.typedqueue.acceptance;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A queue that declares nothing but its job. */
@Queue
interface Errands {

    @Job
    void runErrand(String errand, JobContext job) throws Exception;
}
