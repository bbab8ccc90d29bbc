package dev.typedqueue;

import org.jspecify.annotations.Nullable;

/** An attempt took longer than its job's {@code @Timeout} allows, and has failed by that. */
public final class AttemptTimeoutException extends TypedQueueException {

    private static final long serialVersionUID = 1L;

    /**
     * An exception that names the time.
     *
     * @param cause what the handler threw when it was interrupted, or null if it did not heed the interrupt
     */
    public AttemptTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
