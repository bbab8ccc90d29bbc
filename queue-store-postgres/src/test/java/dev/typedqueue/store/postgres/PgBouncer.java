package dev.typedqueue.store.postgres;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PgBouncer in transaction mode before the server of the tests: the one that {@code -Dpgbouncer} names, or that of the
 * system. From 1.21 on it knows prepared statements, and they are used.
 */
final class PgBouncer implements AutoCloseable {

    private static final String PROGRAM = System.getProperty("pgbouncer", "pgbouncer");

    private static final String MISSING = "PgBouncer could not be started by \"" + PROGRAM + "\". The tests of the"
            + " profile \"faults\" need it: run queue-store-postgres/install-pgbouncer";

    private static final Pattern VERSION = Pattern.compile("PgBouncer 1\\.(\\d+)");

    private final Process process;
    private final int port;
    private final boolean prepares;

    private PgBouncer(Process process, int port, boolean prepares) {
        this.process = process;
        this.port = port;
        this.prepares = prepares;
    }

    /** Starts it, and waits until it takes connections. */
    static PgBouncer start(Path directory) throws IOException, InterruptedException {
        int port = freePort();
        boolean prepares = minorVersion(directory.resolve("version.log")) >= 21;
        String prepared = prepares ? "max_prepared_statements = 200\n" : "";
        Path settings = Files.writeString(directory.resolve("pgbouncer.ini"), settings(port) + prepared);
        List<String> command = new ArrayList<>(List.of(PROGRAM, "-q", settings.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(1, List.of("-u", "nobody")); // it refuses to be root
        }
        PgBouncer bouncer = new PgBouncer(start(command, directory.resolve("pgbouncer.log")), port, prepares);
        bouncer.awaitConnections(directory.resolve("pgbouncer.log"));
        return bouncer;
    }

    private static int minorVersion(Path log) throws IOException, InterruptedException {
        start(List.of(PROGRAM, "--version"), log).waitFor();
        Matcher version = VERSION.matcher(Files.readString(log));
        if (!version.find()) {
            throw new IllegalStateException(MISSING + "\n" + Files.readString(log));
        }
        return Integer.parseInt(version.group(1));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String settings(int port) {
        PGSimpleDataSource server = TestServer.dataSource();
        return """
                [databases]
                * = host=%s port=%d user=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 10
                max_client_conn = 200
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.getServerNames()[0], server.getPortNumbers()[0], server.getUser(), port);
    }

    private static Process start(List<String> command, Path log) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException(MISSING, e);
        }
    }

    private void awaitConnections(Path log) throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                dataSource().getConnection().close(); // takes one of the server's
                return;
            } catch (SQLException e) {
                if (attempt == 100 || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException(MISSING + "\n" + Files.readString(log), e);
                }
            }
        }
    }

    /** Connections through it, without prepared statements if it does not know them. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = TestServer.dataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {port});
        if (!prepares) {
            dataSource.setPrepareThreshold(0);
        }
        return dataSource;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
