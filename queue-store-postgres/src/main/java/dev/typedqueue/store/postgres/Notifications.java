package dev.typedqueue.store.postgres;

import dev.typedqueue.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other nodes that a queue may have something to claim, and hears of it. It is a hint alone: what gets lost is
 * found by polling.
 *
 * <p>A transaction that notifies takes a lock that all such transactions of the server share, at its commit. So it is
 * never the one that adds jobs, and does not wait for the disk. A queue is named at once if it was not named lately,
 * and then so often only that a small part of the time is spent on it: a slow or busy server is asked less often.
 */
final class Notifications implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.store.postgres.Notifications");

    /** How many times as long as it took to name a queue it is not named again. */
    private static final int REST = 3;

    private static final Duration LEAST_PAUSE = Duration.ofMillis(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(10);
    private static final Duration END_PATIENCE = Duration.ofSeconds(1);
    private static final Duration RECONNECT_PAUSE = Duration.ofSeconds(2);
    private static final Duration PROBED_EVERY = Duration.ofSeconds(15);

    /** After a job was added in a transaction whose end nobody tells us. */
    private static final List<Duration> ECHOES = List.of(
            Duration.ofMillis(5),
            Duration.ofMillis(15),
            Duration.ofMillis(40),
            Duration.ofMillis(120),
            Duration.ofMillis(400),
            Duration.ofMillis(1_200));

    // node_present, node_kind_node. Where no other node knows the queue, nobody is woken, and nothing is committed.
    private static final String NOTIFY = """
            WITH other AS MATERIALIZED (
                SELECT EXISTS (
                    SELECT 1 FROM {schema}.node n JOIN {schema}.node_kind k ON k.node = n.id
                    WHERE n.gone_at IS NULL AND n.namespace = (SELECT id FROM {schema}.namespace WHERE name = ?)
                      AND n.name <> ALL (?) AND k.queue = ?) AS knows)
            SELECT CASE WHEN knows
                THEN (SELECT set_config('synchronous_commit', 'off', true) FROM pg_notify(?, ?)) END IS NOT NULL
            FROM other
            """;

    private static final String WAKE_UP = "SELECT pg_notify(?, 'closed')";

    /** A queue in which a session has made jobs ready. */
    private record Topic(Wakeups session, String queue) {

        String message() {
            return session.sender() + " " + session.namespace() + " " + queue;
        }
    }

    private final Database database;
    private final String channel;
    private final ScheduledThreadPoolExecutor executor;
    private final Thread receiver;
    private final Set<Wakeups> listeners = ConcurrentHashMap.newKeySet();
    private final Set<Topic> pending = ConcurrentHashMap.newKeySet();
    private final Map<Topic, Integer> echoes = new ConcurrentHashMap<>();

    private volatile @Nullable Connection connection;
    private volatile boolean closed;

    /** Known to the receiver alone. */
    private boolean interrupted;

    Notifications(Database database) {
        this.database = database;
        this.channel = "typedqueue_" + database.settings().schema();
        this.executor = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "typedqueue-postgres-notifier"));
        this.executor.setRemoveOnCancelPolicy(true);
        this.receiver = daemon(this::receive, "typedqueue-postgres-listener");
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        receiver.start();
    }

    /** From now on the session is told of queues of its namespace in which other sessions made jobs ready. */
    void listen(Wakeups session) {
        listeners.add(session);
    }

    /** The session is closed. */
    void forget(Wakeups session) {
        listeners.remove(session);
    }

    /** The session has made jobs of the queue ready, and they are committed. */
    void committed(Wakeups session, String queue) {
        tell(new Topic(session, queue));
    }

    /** The session has added jobs of the queue in a transaction that may commit soon. */
    void uncommitted(Wakeups session, String queue) {
        Topic topic = new Topic(session, queue);
        if (echoes.put(topic, 0) == null) {
            schedule(() -> echo(topic), ECHOES.get(0));
        }
    }

    private void echo(Topic topic) {
        tell(topic);
        Integer next = echoes.computeIfPresent(topic, (any, step) -> step + 1 < ECHOES.size() ? step + 1 : null);
        if (next != null) {
            schedule(() -> echo(topic), ECHOES.get(next));
        }
    }

    private void tell(Topic topic) {
        if (pending.add(topic)) {
            schedule(() -> send(topic), Duration.ZERO);
        }
    }

    private void schedule(Runnable task, Duration delay) {
        try {
            ScheduledFuture<?> unused = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException afterClose) {
            LOG.debug("Closed: nobody is told of jobs that were made ready");
        }
    }

    private void send(Topic topic) {
        long begun = nanoTime();
        long early = topic.session().rested().getOrDefault(topic.queue(), begun) - begun;
        if (early > 0) {
            schedule(() -> send(topic), Duration.ofNanos(early));
            return;
        }
        pending.remove(topic);
        boolean told = false;
        try {
            told = database.single(sql -> sql.first(
                            NOTIFY,
                            row -> row.getBoolean(1),
                            topic.session().namespace(),
                            Sql.Array.texts(topic.session().nodes()),
                            topic.queue(),
                            channel,
                            topic.message())
                    .orElseThrow());
        } catch (StoreException e) {
            LOG.debug("Other nodes could not be told of jobs, and find them by polling: {}", e.getMessage());
        }
        long ended = nanoTime();
        topic.session().rested().put(topic.queue(), ended + (told ? pause(ended - begun) : LONGEST_PAUSE.toNanos()));
    }

    private static long pause(long taken) {
        return Math.max(LEAST_PAUSE.toNanos(), Math.min(LONGEST_PAUSE.toNanos(), REST * taken));
    }

    private long nanoTime() {
        return database.settings().nanoTime().getAsLong();
    }

    private void receive() {
        while (!closed) {
            try (Connection opened = database.settings().dataSource().getConnection()) {
                connection = opened;
                receive(opened);
            } catch (SQLException | RuntimeException e) {
                if (!closed && !interrupted) {
                    LOG.info("Notifications are interrupted, and jobs are found by polling: {}", e.getMessage());
                    interrupted = true;
                }
            }
            pause();
        }
    }

    private void receive(Connection opened) throws SQLException {
        opened.setAutoCommit(true);
        PGConnection postgres = opened.unwrap(PGConnection.class);
        try (Statement statement = opened.createStatement()) {
            statement.execute("LISTEN " + channel);
            if (interrupted) {
                LOG.info("Notifications are heard again");
                interrupted = false;
            }
            while (!closed) {
                PGNotification[] notifications = postgres.getNotifications((int) PROBED_EVERY.toMillis());
                if (notifications == null || notifications.length == 0) {
                    probe(opened);
                } else {
                    List.of(notifications).forEach(notification -> hear(notification.getParameter()));
                }
            }
            statement.execute("UNLISTEN " + channel);
        }
    }

    /** A connection that the network has lost looks like one on which nobody says anything. */
    private static void probe(Connection opened) throws SQLException {
        if (!opened.isValid((int) PROBED_EVERY.toSeconds())) {
            throw new SQLException("the connection does not answer");
        }
    }

    private void hear(String message) {
        String[] words = message.split(" ", 3);
        if (words.length == 3) {
            listeners.stream()
                    .filter(session -> session.namespace().equals(words[1])
                            && !session.sender().equals(words[0]))
                    .forEach(session -> session.heard(words[2]));
        }
    }

    private synchronized void pause() {
        long end = nanoTime() + RECONNECT_PAUSE.toNanos();
        try {
            for (long left = RECONNECT_PAUSE.toNanos(); !closed && left > 0; left = end - nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException nobodyDoesThat) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        executor.shutdownNow();
        if (receiver.isAlive()) {
            wakeReceiver();
        }
        Connection open = connection;
        if (receiver.isAlive() && open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException alreadyBroken) {
                LOG.debug("The connection for notifications was broken", alreadyBroken);
            }
        }
    }

    /** Its connection goes back to a pool as it came, if it can be woken in time. */
    private void wakeReceiver() {
        try {
            database.writeIfPossible(END_PATIENCE, sql -> sql.exists(WAKE_UP, channel));
            receiver.join(END_PATIENCE.toMillis());
        } catch (StoreException e) {
            LOG.debug("The connection for notifications is ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
