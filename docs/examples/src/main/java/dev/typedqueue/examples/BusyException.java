package dev.typedqueue.examples;

import java.time.Duration;

/** The other side is busy, and says for how long. */
final class BusyException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    BusyException(Duration retryAfter) {
        this.retryAfter = retryAfter;
    }

    Duration retryAfter() {
        return retryAfter;
    }
}
