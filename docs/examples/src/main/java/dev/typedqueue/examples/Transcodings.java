package dev.typedqueue.examples;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A handler that says more than a return or an exception does. */
// snippet: declaration
@Queue
interface Transcodings {

    @Job
    void transcode(String video, JobContext job);
}
// end
