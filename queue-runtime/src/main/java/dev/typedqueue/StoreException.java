package dev.typedqueue;

import org.jspecify.annotations.Nullable;

/**
 * The store could not do what it was asked. After an {@code add} that throws this, the job may be added again under the
 * {@linkplain AddOptions#withId same id}: one job is stored at most.
 */
public final class StoreException extends TypedQueueException {

    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private StoreException(String message, @Nullable Throwable cause, boolean passing) {
        super(message, cause);
        this.passing = passing;
    }

    /** A fault that may pass by itself: a lost connection, a full disk, a lock held too long. */
    public static StoreException passing(String message, @Nullable Throwable cause) {
        return new StoreException(message, cause, true);
    }

    /** A fault that needs a person: no database at that place, a newer schema, a missing right. */
    public static StoreException lasting(String message, @Nullable Throwable cause) {
        return new StoreException(message, cause, false);
    }

    /** Whether the fault may pass by itself. */
    public boolean isPassing() {
        return passing;
    }
}
