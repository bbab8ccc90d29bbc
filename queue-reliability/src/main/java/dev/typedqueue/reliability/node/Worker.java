package dev.typedqueue.reliability.node;

import dev.typedqueue.JobContext;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.reliability.node.Entry.Event;
import dev.typedqueue.reliability.node.NodeSettings.Release;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs deeds, and writes down when they begin and end. */
final class Worker {

    private static final int SLOW_MILLIS = 200;
    private static final long DEAF_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Journal journal;
    private final @Nullable DataSource pool;

    /** With a pool, slow jobs hold a connection of it. */
    Worker(Journal journal, @Nullable DataSource pool) {
        this.journal = journal;
        this.pool = pool;
    }

    QueueHandlers handlers(Release release) {
        return release == Release.OLD
                ? QueueHandlers.of(Deeds.OLD).handle(Deeds.DEED, this::run).build()
                : QueueHandlers.of(Deeds.NEW)
                        .handle(Deeds.DEED, this::run)
                        .handle(Deeds.ERRAND, this::run)
                        .build();
    }

    private void run(Deed deed, JobContext job) throws Exception {
        journal.attempt(Event.BEGUN, job.id(), job.fencingToken());
        try {
            act(deed.conduct(), job);
        } catch (InterruptedException e) {
            journal.attempt(Event.INTERRUPTED, job.id(), job.fencingToken());
            throw e;
        } catch (Testimony e) {
            journal.attempt(Event.ENDED, job.id(), job.fencingToken());
            throw e;
        } catch (Exception | Error e) {
            journal.attempt(Event.FAILED, job.id(), job.fencingToken());
            throw e;
        }
        journal.attempt(Event.ENDED, job.id(), job.fencingToken());
    }

    private void act(Conduct conduct, JobContext job) throws Exception {
        switch (conduct) {
            case PROMPT -> {}
            case SLOW -> beSlow();
            case TESTIFIES -> {
                TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS / 10);
                throw new Testimony(job.fencingToken());
            }
            case IS_DEAF -> beDeaf();
            case IS_POISON -> Runtime.getRuntime().halt(1);
            default -> {
                if (job.attempt() == 1) {
                    fail(conduct);
                }
            }
        }
    }

    private void beSlow() throws Exception {
        if (pool == null) {
            TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
            return;
        }
        try (Connection held = pool.getConnection()) {
            held.isValid(1);
            TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
        } catch (SQLException e) {
            // The pool is exhausted, as it is meant to be: the handler can do without.
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private static void beDeaf() {
        long end = System.nanoTime() + DEAF_NANOS;
        boolean interrupted = false;
        while (System.nanoTime() < end) {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.max(1, end - System.nanoTime()));
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void fail(Conduct conduct) {
        switch (conduct) {
            case RUNS_OUT_OF_MEMORY -> throw new IllegalStateException("" + new long[Integer.MAX_VALUE / 2].length);
            case OVERFLOWS_THE_STACK -> throw new IllegalStateException("" + depth(0));
            case EXITS -> System.exit(3);
            default -> throw new IllegalStateException("fails in its first attempt");
        }
    }

    private static int depth(int above) {
        return above < 0 ? above : depth(above + 1) + 1;
    }
}
