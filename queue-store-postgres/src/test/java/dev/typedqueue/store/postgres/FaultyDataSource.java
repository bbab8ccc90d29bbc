package dev.typedqueue.store.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A data source some of whose connections break: before a statement has arrived, or before its answer has. It sees as
 * well how many are open at once, and whether two threads use one.
 */
final class FaultyDataSource extends ForwardingDataSource {

    private static final double SHARE_THAT_BREAKS = 0.03;

    private final Random random;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger mostOpen = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicBoolean shared = new AtomicBoolean();
    private volatile boolean faulty;

    FaultyDataSource(DataSource dataSource, long seed) {
        super(dataSource);
        this.random = new Random(seed);
    }

    /** From now on, connections break or not. */
    void setFaulty(boolean faulty) {
        this.faulty = faulty;
    }

    int open() {
        return open.size();
    }

    int mostOpen() {
        return mostOpen.get();
    }

    /** How many connections have broken. */
    int broken() {
        return broken.get();
    }

    /** Whether two threads have ever used one connection at the same time. */
    boolean wasShared() {
        return shared.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (breaks()) {
            throw new SQLException("no connection", "08001");
        }
        Connection connection = dataSource.getConnection();
        open.add(connection);
        mostOpen.accumulateAndGet(open.size(), Math::max);
        return watched(Connection.class, connection, connection, new AtomicInteger());
    }

    private boolean breaks() {
        return faulty && random.nextDouble() < SHARE_THAT_BREAKS;
    }

    private <T> T watched(Class<T> type, T target, Connection connection, AtomicInteger users) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    if (users.getAndIncrement() > 0) {
                        shared.set(true);
                    }
                    try {
                        Object result = call(target, connection, method, values);
                        if (result instanceof PreparedStatement statement) {
                            return watched(PreparedStatement.class, statement, connection, users);
                        }
                        return result instanceof Statement statement
                                ? watched(Statement.class, statement, connection, users)
                                : result;
                    } finally {
                        users.decrementAndGet();
                    }
                }));
    }

    private @Nullable Object call(
            Object target, Connection connection, Method method, @Nullable Object @Nullable [] values)
            throws Throwable {
        boolean asksTheServer =
                method.getName().startsWith("execute") || method.getName().equals("commit");
        if (asksTheServer && breaks()) {
            throw lost(connection);
        }
        try {
            Object result = method.invoke(target, values);
            if (target instanceof Connection && method.getName().equals("close")) {
                open.remove(connection);
            }
            if (asksTheServer && breaks()) {
                throw lost(connection);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private SQLException lost(Connection connection) throws SQLException {
        broken.incrementAndGet();
        connection.close();
        return new SQLException("the connection is lost", "08006");
    }

    @Override
    public Connection getConnection(String user, String password) {
        throw new UnsupportedOperationException("The store takes connections as they are");
    }
}
