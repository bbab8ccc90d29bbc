package dev.typedqueue;

/** A queue was used through its static methods before a runtime was started. */
public final class NoRuntimeException extends TypedQueueException {

    private static final long serialVersionUID = 1L;

    NoRuntimeException(String message) {
        super(message, null);
    }
}
