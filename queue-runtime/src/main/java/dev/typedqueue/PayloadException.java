package dev.typedqueue;

import org.jspecify.annotations.Nullable;

/** A payload cannot be written or read, or is too large. */
public final class PayloadException extends TypedQueueException {

    private static final long serialVersionUID = 1L;

    /** An exception that names the queue and job, and what is wrong with the payload. */
    public PayloadException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
