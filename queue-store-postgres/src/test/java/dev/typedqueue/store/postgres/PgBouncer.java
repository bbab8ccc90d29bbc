package dev.typedqueue.store.postgres;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/** PgBouncer in transaction mode before the server of the tests. */
final class PgBouncer implements AutoCloseable {

    private static final String MISSING = "PgBouncer could not be started. The tests of the profile \"faults\" need it:"
            + " run queue-store-postgres/install-pgbouncer";

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it, and waits until it takes connections. */
    static PgBouncer start(Path directory) throws IOException, InterruptedException {
        int port = freePort();
        Path settings = Files.writeString(directory.resolve("pgbouncer.ini"), settings(port));
        List<String> command = new ArrayList<>(List.of("pgbouncer", "-q", settings.toString()));
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(1, List.of("-u", "nobody")); // it refuses to be root
        }
        PgBouncer bouncer = new PgBouncer(start(command, directory.resolve("pgbouncer.log")), port);
        bouncer.awaitConnections(directory.resolve("pgbouncer.log"));
        return bouncer;
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

    /** Connections through it, without prepared statements: it need not know them. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = TestServer.dataSource();
        dataSource.setServerNames(new String[] {"127.0.0.1"});
        dataSource.setPortNumbers(new int[] {port});
        dataSource.setPrepareThreshold(0);
        return dataSource;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
