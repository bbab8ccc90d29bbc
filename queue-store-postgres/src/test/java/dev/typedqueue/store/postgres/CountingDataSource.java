package dev.typedqueue.store.postgres;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Counts how often its connections wait for the server: at each statement, and at the end of each transaction. */
final class CountingDataSource implements DataSource {

    private final DataSource dataSource;
    private final AtomicInteger roundTrips = new AtomicInteger();

    CountingDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
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

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        return dataSource.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        dataSource.setLogWriter(writer);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        dataSource.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
        return dataSource.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("counting");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return dataSource.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return dataSource.isWrapperFor(type);
    }
}
