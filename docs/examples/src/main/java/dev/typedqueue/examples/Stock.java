package dev.typedqueue.examples;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A job whose effects are in the database that holds the jobs. */
// snippet: declaration
@Queue
interface Stock {

    @Job
    void reserve(String article, int pieces, JobContext job) throws Exception;
}
// end
