package dev.typedqueue.simulation;

import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Store;
import dev.typedqueue.spi.StoreSession;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store that takes part in its callers' transactions, as one in a database does.
 *
 * @param store keeps the jobs
 */
record SimulatedDatabase(Store store) implements Store {

    @Override
    public JdbcStoreSession open(String namespace) {
        StoreSession session = store.open(namespace);
        return (JdbcStoreSession) Proxy.newProxyInstance(
                JdbcStoreSession.class.getClassLoader(),
                new Class<?>[] {JdbcStoreSession.class},
                (proxy, method, arguments) -> call(session, method, arguments));
    }

    private static @Nullable Object call(StoreSession session, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (arguments != null && arguments[0] instanceof Connection connection) {
            SimulatedTransaction transaction = connection.unwrap(SimulatedTransaction.class);
            return arguments[1] instanceof Finish finish
                    ? transaction.finish(session, finish)
                    : transaction.insert(jobs(arguments[1]));
        }
        try {
            return method.invoke(session, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static List<NewJob> jobs(@Nullable Object argument) {
        List<NewJob> jobs = new ArrayList<>();
        if (argument instanceof List<?> list) {
            list.forEach(each -> jobs.add((NewJob) each));
        }
        return jobs;
    }
}
