package dev.typedqueue.benchmarks.postgres.agent;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.typedqueue.benchmarks.measure.Threads;
import dev.typedqueue.benchmarks.postgres.peers.Contestants;
import dev.typedqueue.benchmarks.postgres.peers.Peer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A process that adds and runs the jobs of one system that is written in Java. */
public final class Agent {

    private static final int POOL_SIZE = 32;

    private final Peer peer;
    private final String url;
    private final Runs runs = new Runs();
    private @Nullable HikariDataSource pool;
    private Peer.@Nullable Session session;

    private Agent(Peer peer, String url) {
        this.peer = peer;
        this.url = url;
    }

    /**
     * Obeys the lines on standard input until there are no more.
     *
     * @param arguments the contestant's id, and the URL of its database
     */
    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        // What the systems themselves print must not be taken for an answer.
        System.setOut(System.err);
        Peer peer = Objects.requireNonNull(Contestants.named(arguments[0]).peer(), arguments[0]);
        Agent agent = new Agent(peer, arguments[1]);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null && !line.equals("exit"); line = lines.readLine()) {
            answers.println(agent.answer(line.split(" ")));
            answers.flush();
        }
        System.exit(0);
    }

    private String answer(String[] line) {
        try {
            return "ok " + obey(line);
        } catch (Exception e) {
            e.printStackTrace();
            return "error " + e;
        }
    }

    private String obey(String[] line) throws Exception {
        switch (line[0]) {
            case "install" -> peer.install(pool());
            case "start" -> start();
            case "stop" -> stop();
            case "hold" -> session().hold(number(line[1]));
            case "watch" -> runs.watch(number(line[1]), number(line[2]));
            case "counts" -> runs.writeCounts(Path.of(line[1]));
            case "times" -> runs.writeTimes(Path.of(line[1]));
            case "add" -> {
                return add(number(line[1]), number(line[2]), number(line[3]));
            }
            case "fill" -> {
                return fill(number(line[1]), number(line[2]));
            }
            case "schedule" -> {
                return schedule(number(line[1]), number(line[2]), number(line[3]));
            }
            case "pace" -> {
                return pace(number(line[1]), number(line[2]), Double.parseDouble(line[3]), number(line[4]));
            }
            case "ran" -> {
                return runs.total() + " " + runs.first();
            }
            case "feed" -> {
                return feed(line);
            }
            default -> throw new IllegalArgumentException("No such command: " + line[0]);
        }
        return "";
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }

    private HikariDataSource pool() {
        if (pool == null) {
            HikariConfig configuration = new HikariConfig();
            configuration.setJdbcUrl(url);
            configuration.setMaximumPoolSize(POOL_SIZE);
            configuration.setMinimumIdle(0);
            pool = new HikariDataSource(configuration);
        }
        return pool;
    }

    private Peer.Session session() throws Exception {
        if (session == null) {
            session = peer.open(pool(), null);
        }
        return session;
    }

    private void start() throws Exception {
        stop();
        runs.restart();
        session = peer.open(pool(), runs::run);
    }

    private void stop() throws Exception {
        if (session != null) {
            session.close();
            session = null;
        }
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }

    private String add(int first, int count, int threads) throws Exception {
        Peer.Session open = session();
        long begun = System.nanoTime();
        Threads.rate(threads, count, number -> open.add(first + number));
        return String.valueOf(System.nanoTime() - begun);
    }

    private String fill(int first, int count) throws Exception {
        Peer.Session open = session();
        long begun = System.nanoTime();
        open.addAll(first, count);
        return String.valueOf(System.nanoTime() - begun);
    }

    private String schedule(int first, int count, int seconds) throws Exception {
        Peer.Session open = session();
        long begun = System.nanoTime();
        open.schedule(first, count, Instant.now().plusSeconds(seconds));
        return String.valueOf(System.nanoTime() - begun);
    }

    private String pace(int first, int count, double rate, int threads) throws Exception {
        Peer.Session open = session();
        long begun = System.nanoTime();
        Threads.rate(threads, count, number -> {
            awaitTime(begun + (long) (number * 1e9 / rate));
            runs.adding(first + number);
            open.add(first + number);
        });
        return String.valueOf(System.nanoTime() - begun);
    }

    private static void awaitTime(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private String feed(String[] line) throws Exception {
        Feed feed =
                new Feed(session(), runs, number(line[1]), number(line[3]), number(line[4]), line[5].equals("mixed"));
        feed.run(TimeUnit.SECONDS.toNanos(number(line[2])));
        return feed.added() + " "
                + feed.perSecond().stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
