package dev.typedqueue.examples;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import java.util.List;

/** A job that tells how far it has come. */
@Queue
interface Backups {

    @Job
    void backUp(List<String> files, JobContext job);
}
