package dev.typedqueue.examples;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.OnExhausted;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retry;

/** How failures are tried again. */
// snippet: declaration
@Queue
@Retry(firstDelay = "1s") // the default for all jobs of the queue
interface Imports {

    @Job
    @Retry(maxAttempts = 3, firstDelay = "10ms", maxDelay = "1s", stopOn = UnknownFormatException.class)
    void importFile(String path, JobContext job) throws Exception;

    @OnExhausted
    void tellOwner(ImportFilePayload payload, JobContext job, Throwable cause);

    final class UnknownFormatException extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
// end
