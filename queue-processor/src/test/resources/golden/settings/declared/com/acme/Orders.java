package com.acme;

import dev.typedqueue.annotation.Backoff;
import dev.typedqueue.annotation.CrashPolicy;
import dev.typedqueue.annotation.Every;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.MissedRuns;
import dev.typedqueue.annotation.Priority;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retain;
import dev.typedqueue.annotation.Retry;
import dev.typedqueue.annotation.Timeout;
import dev.typedqueue.annotation.Unique;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import java.time.Duration;

@Queue(name = "order-mails", runOnStartup = false, store = "orders", onCrash = CrashPolicy.DELETE, priorityAgeing = "10m")
@Retain(completed = "0s", failed = "forever")
@Retry(maxAttempts = 3)
@Priority(-5)
@Timeout("10m")
interface Orders {

    @Job(name = "confirm", formerNames = {"confirm_order", "order.confirmation"}, version = 3, alsoReads = {1, 2})
    @Unique(
            by = {"order", "line"},
            until = Unique.Until.STARTED,
            within = "36h",
            onConflict = Unique.OnConflict.DEBOUNCE,
            delay = "5s",
            maxWait = "2h")
    void confirmOrder(String order, int line, String text);

    @Job(tags = {"sms", "to \"now\""})
    @Priority(100)
    @Timeout("1500ms")
    @Retry(
            firstDelay = "500ms",
            multiplier = 1.5,
            stopOn = {IllegalArgumentException.class, UnsupportedOperationException.class},
            requeueOn = IllegalStateException.class,
            requeueDelay = "30s",
            on = {
                @Retry.On(value = IOException.class, delays = {"1m", "5m"}),
                @Retry.On(value = TimeoutException.class, firstDelay = "100ms")
            })
    @Unique
    void sendSMSNow(String number);

    @Job
    @Every(value = "15m", missed = MissedRuns.ALL, mostMissed = 4, jitter = "30s")
    @Retry(delays = {"1m", "5m", "1h"})
    void countOrders();

    @Job
    @Every(value = "1h", from = Every.From.END)
    void archiveOrders();

    @Backoff("sendSMSNow")
    static Duration moreAndMore(int failedAttempts) {
        return Duration.ofMinutes(failedAttempts);
    }

    @Backoff("archiveOrders")
    static Duration asTheyAsk(int failedAttempts, Throwable cause) throws Exception {
        return Duration.ofSeconds(cause.getMessage().length());
    }
}
