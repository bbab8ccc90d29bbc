package dev.typedqueue.acceptance;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A queue that runs three jobs at the same time. */
@Queue(concurrency = 3)
interface Parcels {

    @Job
    void deliverParcel(int number) throws Exception;
}
