package dev.typedqueue.acceptance;

import dev.typedqueue.StoreException;
import dev.typedqueue.spi.Store;
import dev.typedqueue.spi.StoreSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that goes down and comes up again. */
final class UnreliableStore implements Store {

    private final Store store;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean down;

    UnreliableStore(Store store) {
        this.store = store;
    }

    void goDown() {
        down = true;
    }

    void comeUp() {
        down = false;
    }

    /** How many calls have failed. */
    int failures() {
        return failures.get();
    }

    @Override
    public StoreSession open(String namespace) {
        StoreSession session = store.open(namespace);
        return (StoreSession) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {StoreSession.class},
                (proxy, method, arguments) -> call(session, method, arguments));
    }

    private Object call(StoreSession session, Method method, Object[] arguments) throws Throwable {
        if (down) {
            failures.incrementAndGet();
            throw StoreException.passing("The connection was refused", null);
        }
        try {
            return method.invoke(session, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public String toString() {
        return "unreliable " + store;
    }
}
