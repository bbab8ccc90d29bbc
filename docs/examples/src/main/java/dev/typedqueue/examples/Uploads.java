package dev.typedqueue.examples;

import dev.typedqueue.annotation.Backoff;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retry;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Delays that depend on what went wrong. */
// snippet: declaration
@Queue
interface Uploads {

    @Job
    @Retry(
            firstDelay = "1m",
            on = {
                @Retry.On(
                        value = SocketTimeoutException.class,
                        delays = {"1s", "5s", "1m"}),
                @Retry.On(value = DiskFullException.class, firstDelay = "10m", maxDelay = "4h")
            })
    void upload(String file) throws Exception;

    @Job
    void askForQuota() throws Exception;

    @Backoff("askForQuota")
    static Duration whenTheyTellUs(int failedAttempts, Throwable failure) {
        return failure instanceof BusyException busy ? busy.retryAfter() : Duration.ofMinutes(failedAttempts);
    }
}
// end
