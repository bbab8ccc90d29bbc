package dev.typedqueue.acceptance;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retry;

/** The queue of processes that are killed. A job is tried once: whatever cost an attempt would show. */
@Queue(concurrency = 4)
@Retry(maxAttempts = 1)
interface Chores {

    /** How long a chore takes. */
    enum Length {
        /** No time. */
        SHORT,
        /** Until its process is told to go on, or the handler to end. */
        HELD,
        /** Until its process is told to go on, whatever else it is told; then it fails. */
        STUBBORN,
        /** Until the memory does not do. */
        GREEDY,
        /** Until the stack does not do. */
        ENDLESS,
        /** Until the handler ends the process. */
        EXITING,
        /** Until the process dies of it, each time. */
        DEADLY
    }

    @Job
    void doChore(int number, Length length, JobContext job) throws Exception;
}
