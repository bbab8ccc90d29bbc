package dev.typedqueue.store.postgres;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts how often its connections wait for the server: at each statement, and at the end of each transaction. */
final class CountingDataSource extends ForwardingDataSource {

    private final AtomicInteger roundTrips = new AtomicInteger();

    CountingDataSource(DataSource dataSource) {
        super(dataSource);
    }

    int roundTrips() {
        return roundTrips.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return counting(Connection.class, dataSource.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return counting(Connection.class, dataSource.getConnection(user, password));
    }

    private <T> T counting(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    if (method.getName().startsWith("execute")
                            || method.getName().equals("commit")
                            || method.getName().equals("rollback")) {
                        roundTrips.incrementAndGet();
                    }
                    try {
                        Object result = method.invoke(target, values);
                        if (result instanceof PreparedStatement statement) {
                            return counting(PreparedStatement.class, statement);
                        }
                        return result instanceof Statement statement ? counting(Statement.class, statement) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
