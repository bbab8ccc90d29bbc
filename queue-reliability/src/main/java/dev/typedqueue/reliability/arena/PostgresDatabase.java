package dev.typedqueue.reliability.arena;

import dev.typedqueue.JobId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server, with durable commits, that can be killed and started again; and a standby, if one is wanted. */
public final class PostgresDatabase implements Database {

    private static final int STARTS = 20;

    private final Path folder;
    private EmbeddedPostgres server;
    private @Nullable EmbeddedPostgres standby;
    private @Nullable FaultyNetwork network;

    private PostgresDatabase(Path folder, EmbeddedPostgres server) {
        this.folder = folder;
        this.server = server;
    }

    /** Starts a server with its data below a folder. */
    public static PostgresDatabase start(Path folder) throws IOException {
        return new PostgresDatabase(folder, builder(folder.resolve("primary")).start());
    }

    /** {@code EmbeddedPostgres} turns {@code synchronous_commit} off: a crash would lose the last commits. */
    private static EmbeddedPostgres.Builder builder(Path data) {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "128MB")
                .setServerConfig("min_wal_size", "32MB")
                .setServerConfig("max_wal_size", "96MB")
                .setDataDirectory(data)
                .setCleanDataDirectory(false);
    }

    @Override
    public String address() {
        FaultyNetwork proxy = network;
        String hosts = "localhost:" + (proxy == null ? server.getPort() : proxy.port());
        if (standby != null) {
            hosts += ",localhost:" + standby.getPort();
        }
        return "jdbc:postgresql://" + hosts + "/postgres?user=postgres&targetServerType=primary"
                + "&connectTimeout=2&socketTimeout=10";
    }

    /** Leads all that nodes say through a network that can be harmed. */
    public FaultyNetwork throughFaultyNetwork() throws IOException {
        FaultyNetwork proxy = new FaultyNetwork("localhost", server.getPort());
        network = proxy;
        return proxy;
    }

    /** Adds a synchronous standby, which begins as a copy of the server. Before any node has started. */
    public void addStandby() throws IOException, SQLException {
        int port = server.getPort();
        server.close();
        copy(folder.resolve("primary"), folder.resolve("standby"));
        server = builder(folder.resolve("primary")).setPort(port).start();
        Files.writeString(
                folder.resolve("standby/postgresql.auto.conf"),
                "primary_conninfo = 'host=localhost port=" + port + " user=postgres application_name=standby'\n",
                StandardOpenOption.APPEND);
        Files.createFile(folder.resolve("standby/standby.signal"));
        standby = builder(folder.resolve("standby")).start();
        execute(server, "ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        execute(server, "SELECT pg_reload_conf()");
        while (numbers(server, "SELECT pid FROM pg_stat_replication WHERE sync_state = 'sync'")
                .isEmpty()) {
            execute(server, "SELECT pg_sleep(0.1)");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(from)) {
            paths = walk.toList();
        }
        for (Path path : paths) {
            Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Kills the server and lets the standby take its place. */
    public void failOver() throws IOException, InterruptedException, SQLException {
        crash("KILL");
        EmbeddedPostgres successor = standby;
        if (successor == null) {
            throw new IllegalStateException("There is no standby");
        }
        execute(successor, "SELECT pg_promote(true, 60)");
    }

    /** Kills the postmaster, and returns once its process has ended. */
    public void crash(String signal) throws IOException, InterruptedException {
        Path file = folder.resolve("primary/postmaster.pid");
        if (!Files.exists(file)) {
            return; // it has ended by itself, on a full disk perhaps
        }
        long process = Long.parseLong(Files.readAllLines(file).get(0).strip());
        Node.signal(process, signal);
        ProcessHandle.of(process)
                .ifPresent(
                        ended -> ended.onExit().orTimeout(30, TimeUnit.SECONDS).join());
    }

    /** Starts the killed server again: the last process of the old one may still have to end. */
    public void startAgain() throws IOException, InterruptedException {
        int port = server.getPort();
        server.close(); // gives up its lock on the directory
        for (int attempt = 1; ; attempt++) {
            try {
                server = builder(folder.resolve("primary")).setPort(port).start();
                return;
            } catch (IOException | IllegalStateException e) {
                if (attempt == STARTS) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
    }

    /** Whether it answers. */
    public boolean answers() {
        try {
            return !numbers(server, "SELECT 1").isEmpty();
        } catch (SQLException e) {
            return false;
        }
    }

    /** The processes that serve nodes now. */
    public List<Long> backends() throws SQLException {
        return numbers(
                server,
                "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
    }

    /** Ends a connection, as an administrator does. */
    public void terminate(long backend) throws SQLException {
        execute(server, "SELECT pg_terminate_backend(" + backend + ")");
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Long> numbers(EmbeddedPostgres server, String query) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    /** A stopped process holds up none but the rows that it has locked. */
    @Override
    public boolean isLocked() {
        return false;
    }

    @Override
    public void setPayload(JobId job, String payload) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE typedqueue.job SET payload = ? WHERE id = ?")) {
            update.setString(1, payload);
            update.setObject(2, job.value());
            SqliteDatabase.requireOne(update.executeUpdate());
        }
    }

    /** The server checks each page that it reads; what the checker reads is sound. */
    @Override
    public String integrity() {
        return "ok";
    }

    @Override
    public long size() throws SQLException {
        return numbers(server, """
                        SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
                        WHERE relnamespace = 'typedqueue'::regnamespace AND relkind = 'r'""").get(0);
    }

    @Override
    public String version() throws SQLException {
        EmbeddedPostgres present = standby == null || answers() ? server : standby;
        try (Connection connection = present.getPostgresDatabase().getConnection()) {
            return "PostgreSQL " + connection.getMetaData().getDatabaseProductVersion();
        }
    }

    @Override
    public void close() throws IOException {
        if (network != null) {
            network.close();
        }
        if (standby != null) {
            standby.close();
        }
        server.close();
    }
}
