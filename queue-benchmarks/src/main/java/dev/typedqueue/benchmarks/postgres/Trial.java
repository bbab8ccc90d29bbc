package dev.typedqueue.benchmarks.postgres;

import dev.typedqueue.benchmarks.postgres.agent.AgentProcess;
import dev.typedqueue.benchmarks.postgres.agent.NodePackages;
import dev.typedqueue.benchmarks.postgres.peers.Contestant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One contestant, some processes of it and a fresh database, for one measurement. */
final class Trial implements AutoCloseable {

    private static final String DATABASE = "typedqueue_benchmark";
    /** Without any job that runs for so long, the trial has failed. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final long LOOK = 5;

    private final PostgresServer server;
    private final Contestant contestant;
    private final List<AgentProcess> agents = new ArrayList<>();
    private final Path folder;
    private int numbers;

    private Trial(PostgresServer server, Contestant contestant, Path folder) throws SQLException {
        this.server = server;
        this.contestant = contestant;
        this.folder = folder;
        server.dropDatabase(DATABASE);
        server.createDatabase(DATABASE);
    }

    /**
     * Starts it.
     *
     * @param by the server as the processes reach it
     * @param processes how many of them
     */
    static Trial begin(
            PostgresServer server,
            Address by,
            Contestant contestant,
            @Nullable NodePackages node,
            int processes,
            Path folder)
            throws IOException, SQLException {
        Trial trial = new Trial(server, contestant, folder);
        try {
            Address database = by.withDatabase(DATABASE);
            for (int i = 0; i < processes; i++) {
                trial.agents.add(
                        node != null && contestant.inNode()
                                ? AgentProcess.inNode(contestant, database.url(), node, folder)
                                : AgentProcess.inJava(contestant, database.jdbcUrl(), folder));
            }
            trial.agent(0).tell("install");
            return trial;
        } catch (IOException | RuntimeException e) {
            trial.close();
            throw e;
        }
    }

    AgentProcess agent(int index) {
        return agents.get(index);
    }

    /** Numbers for new jobs: the first of so many. */
    int take(int count) {
        int first = numbers;
        numbers += count;
        return first;
    }

    /**
     * How jobs were added.
     *
     * @param rate jobs a second
     * @param logged the bytes of write-ahead log that each took
     */
    record Filled(double rate, double logged) {}

    /**
     * Adds jobs that are due now.
     *
     * @return how many a second
     */
    double fill(int jobs) {
        long nanos = Long.parseLong(agent(0).tell("fill", take(jobs), jobs).get(0));
        return jobs * 1e9 / nanos;
    }

    /** Lets all processes run the jobs that are due, until all that were ever added have run, and stops them. */
    void drain() throws SQLException, InterruptedException {
        rest();
        start();
        awaitFinished(numbers);
        rest();
    }

    /** Lets all processes run jobs. */
    void start() {
        agents.forEach(agent -> agent.tell("start"));
    }

    /** How many numbers were taken. */
    int numbers() {
        return numbers;
    }

    /** A file for an agent to write. */
    Path file(String name) throws IOException {
        return Files.createTempFile(folder, name, "");
    }

    /** Fails unless there is a row for each number, where nothing runs. */
    void requireRows() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from job")) {
            row.next();
            if (row.getInt(1) != numbers) {
                throw new IllegalStateException(row.getInt(1) + " rows are stored, and not " + numbers);
            }
        }
    }

    /** Closes all connections of all processes. */
    void rest() {
        agents.forEach(agent -> agent.tell("stop"));
    }

    /** Gives the planner good statistics. */
    void settle() throws SQLException {
        execute("vacuum analyze");
    }

    /** Adds jobs that are due now, just after a checkpoint, so that the next one is far away. */
    Filled fillAfterCheckpoint(int jobs) throws SQLException {
        server.execute("checkpoint");
        long before = server.logged();
        double rate = fill(jobs);
        return new Filled(rate, (double) (server.logged() - before) / jobs);
    }

    /** Adds jobs beside those that have numbers, and waits until a gate that is shut holds so many of them back. */
    void block(int jobs) throws SQLException, InterruptedException {
        start();
        agent(0).tell("hold", jobs + 1);
        Instant begun = Instant.now();
        while (blocked() != jobs) {
            TimeUnit.MILLISECONDS.sleep(LOOK);
            if (begun.plus(PATIENCE).isBefore(Instant.now())) {
                throw failure("only " + blocked() + " of " + jobs + " jobs stand at their gate");
            }
        }
        rest();
    }

    /** Fails unless so many jobs are held back by a gate. */
    void requireBlocked(int jobs) throws SQLException {
        if (blocked() != jobs) {
            throw failure(blocked() + " jobs stand at their gate, and not " + jobs);
        }
    }

    private int blocked() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from typedqueue.gate_waiter")) {
            row.next();
            return row.getInt(1);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A connection to the trial's database. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                server.address().withDatabase(DATABASE).jdbcUrl());
    }

    Counters counters() throws SQLException, InterruptedException {
        return Counters.read(server, DATABASE, agents);
    }

    /** Waits until so many jobs have run and none that is due is unfinished. */
    Instant awaitFinished(int jobs) throws SQLException, InterruptedException {
        long ran = 0;
        Instant last = Instant.now();
        while (ran < jobs) {
            TimeUnit.MILLISECONDS.sleep(LOOK);
            long now = ran();
            if (now > ran) {
                ran = now;
                last = Instant.now();
            } else if (last.plus(PATIENCE).isBefore(Instant.now())) {
                throw failure("only " + ran + " of " + jobs + " jobs have run, and no more come");
            }
        }
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            while (isUnfinished(statement)) {
                TimeUnit.MILLISECONDS.sleep(LOOK);
                if (last.plus(PATIENCE).isBefore(Instant.now())) {
                    throw failure("all jobs have run, and some are not finished");
                }
            }
        }
        return Instant.now();
    }

    private IllegalStateException failure(String what) {
        agents.forEach(agent -> System.err.println(agent.log()));
        return new IllegalStateException(contestant.name() + ": " + what);
    }

    private boolean isUnfinished(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(contestant.unfinished())) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /** Runs so far, in all processes. */
    long ran() {
        return agents.stream()
                .mapToLong(agent -> Long.parseLong(agent.tell("ran").get(0)))
                .sum();
    }

    /** When the first job ran since the start, in microseconds since 1970. */
    long firstRun() {
        return agents.stream()
                .mapToLong(agent -> Long.parseLong(agent.tell("ran").get(1)))
                .filter(time -> time > 0)
                .min()
                .orElseThrow();
    }

    /** Fails unless each job ran exactly once, but those from {@code until} on, which are not to have run at all. */
    void verify(int until) throws IOException {
        int[] runs = new int[numbers];
        for (AgentProcess agent : agents) {
            Path file = file("counts");
            agent.tell("counts", file);
            byte[] counts = Files.readAllBytes(file);
            for (int number = 0; number < Math.min(counts.length, numbers); number++) {
                runs[number] += counts[number];
            }
        }
        int wrong = 0;
        for (int number = 0; number < numbers; number++) {
            wrong += runs[number] == (number < until ? 1 : 0) ? 0 : 1;
        }
        if (wrong > 0) {
            throw new IllegalStateException(
                    contestant.name() + ": " + wrong + " of " + numbers + " jobs did not run exactly once");
        }
    }

    @Override
    public void close() throws SQLException {
        agents.forEach(AgentProcess::close);
        server.dropDatabase(DATABASE);
    }
}
