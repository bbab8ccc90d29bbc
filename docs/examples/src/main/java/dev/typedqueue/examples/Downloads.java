package dev.typedqueue.examples;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retry;
import dev.typedqueue.annotation.Timeout;

/** An attempt that must not take for ever. */
// snippet: declaration
@Queue
interface Downloads {

    @Job
    @Timeout("1s")
    @Retry(maxAttempts = 1)
    void download(String address) throws Exception;
}
// end
