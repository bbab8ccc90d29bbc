package dev.typedqueue;

/** An attempt tried to finish a job that it no longer holds. */
public final class LeaseLostException extends TypedQueueException {

    private static final long serialVersionUID = 1L;

    /** An exception that says which job was lost and what to do. */
    public LeaseLostException(String message) {
        super(message, null);
    }
}
