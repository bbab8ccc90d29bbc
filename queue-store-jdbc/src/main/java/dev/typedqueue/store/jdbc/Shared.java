package dev.typedqueue.store.jdbc;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the open sessions of a store share: opened with the first and closed with the last. Safe for use by several
 * threads.
 */
public final class Shared<T> {

    private final Supplier<T> opening;
    private final Consumer<T> closing;
    private @Nullable T open;
    private int sessions;

    /** Nothing is open yet. */
    public Shared(Supplier<T> opening, Consumer<T> closing) {
        this.opening = opening;
        this.closing = closing;
    }

    /**
     * Opens a session.
     *
     * @param session is made of what is shared, and of what to run once when the session is closed
     */
    public <S> S open(BiFunction<T, Runnable, S> session) {
        T shared = acquire();
        try {
            return session.apply(shared, this::release);
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    private synchronized T acquire() {
        T shared = open;
        if (shared == null) {
            shared = opening.get();
            open = shared;
        }
        sessions++;
        return shared;
    }

    private synchronized void release() {
        sessions--;
        T shared = open;
        if (sessions == 0 && shared != null) {
            open = null;
            closing.accept(shared);
        }
    }
}
