package dev.typedqueue;

import org.jspecify.annotations.Nullable;

/** The root of what TypedQueue throws, apart from the JDK's exceptions for wrong arguments. */
public abstract sealed class TypedQueueException extends RuntimeException
        permits NoRuntimeException, LeaseLostException, PayloadException, ConfigurationException, StoreException {

    private static final long serialVersionUID = 1L;

    TypedQueueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
