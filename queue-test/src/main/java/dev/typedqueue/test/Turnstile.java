package dev.typedqueue.test;

import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Lets jobs be taken from the stores when the test says so, and no more of them than it says. */
final class Turnstile {

    private final InstantSource clock;
    private int limit;
    private int left;
    private @Nullable String queue;
    private Instant since = Instant.MIN;
    private boolean exhausted;

    Turnstile(InstantSource clock) {
        this.clock = clock;
    }

    /** Lets so many jobs of one queue pass. */
    synchronized void open(int jobs, String onlyQueue) {
        open(jobs);
        queue = onlyQueue;
    }

    /** Lets so many jobs pass, and as many again whenever time has passed. */
    synchronized void open(int jobs) {
        limit = jobs;
        left = jobs;
        queue = null;
        since = clock.instant();
        exhausted = false;
    }

    synchronized void close() {
        limit = 0;
        left = 0;
    }

    /** How many of so many jobs may pass now. */
    synchronized int allowed(String ofQueue, int wanted) {
        if (limit == 0 || (queue != null && !queue.equals(ofQueue))) {
            return 0;
        }
        if (queue == null && !clock.instant().equals(since)) {
            since = clock.instant();
            left = limit;
        }
        return exhausted ? 0 : Math.min(wanted, left);
    }

    /** Whether as many jobs have passed at this time as may. */
    synchronized boolean isAtItsLimit() {
        return limit > 0 && queue == null && left == 0;
    }

    /** More jobs want to pass than may: none passes any more. */
    synchronized void exhaust() {
        exhausted = true;
    }

    synchronized void passed(int jobs) {
        left -= jobs;
    }

    /** Whether more jobs wanted to pass at one time than may. */
    synchronized boolean isExhausted() {
        return exhausted;
    }
}
