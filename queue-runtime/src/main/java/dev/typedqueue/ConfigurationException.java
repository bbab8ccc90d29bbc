package dev.typedqueue;

import org.jspecify.annotations.Nullable;

/** A runtime cannot start, or do what it is asked, as it is configured. */
public final class ConfigurationException extends TypedQueueException {

    private static final long serialVersionUID = 1L;

    /** An exception that says what is wrong and what to write instead. */
    public ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
