package dev.typedqueue;

import org.jspecify.annotations.Nullable;

/** The root of what TypedQueue throws, apart from the JDK's exceptions for wrong arguments. */
public abstract sealed class TypedQueueException extends RuntimeException
        permits AttemptTimeoutException,
                ConfigurationException,
                LeaseLostException,
                NoRuntimeException,
                PayloadException,
                StoreException {

    private static final long serialVersionUID = 1L;

    TypedQueueException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
