package dev.typedqueue.benchmarks.postgres.agent;

import dev.typedqueue.benchmarks.postgres.peers.Peer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a backlog while jobs run, and looks every second at how many ran. Mixed, every tenth page is of jobs that are
 * due two seconds later, and after each page one job is added alone.
 */
final class Feed {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final Peer.Session session;
    private final Runs runs;
    private final int first;
    private final int backlog;
    private final int page;
    private final boolean mixed;
    private final long ranBefore;
    private final AtomicInteger added = new AtomicInteger();
    private final List<Long> perSecond = new ArrayList<>();

    Feed(Peer.Session session, Runs runs, int first, int backlog, int page, boolean mixed) {
        this.session = session;
        this.runs = runs;
        this.first = first;
        this.backlog = backlog;
        this.page = page;
        this.mixed = mixed;
        this.ranBefore = runs.total();
    }

    void run(long nanos) throws Exception {
        Thread sampler = new Thread(() -> sample(nanos / SECOND));
        sampler.start();
        long end = System.nanoTime() + nanos;
        for (int turn = 0; System.nanoTime() < end; turn++) {
            while (added.get() - (runs.total() - ranBefore) >= backlog && System.nanoTime() < end) {
                LockSupport.parkNanos(PAUSE);
            }
            add(turn);
        }
        sampler.join();
    }

    private void add(int turn) throws Exception {
        int begin = first + added.get();
        if (mixed && turn % 10 == 9) {
            session.schedule(begin, page, Instant.now().plusSeconds(2));
        } else {
            session.addAll(begin, page);
        }
        added.addAndGet(page);
        if (mixed) {
            session.add(first + added.getAndIncrement());
        }
    }

    private void sample(long seconds) {
        long begun = System.nanoTime();
        long before = runs.total();
        for (int second = 1; second <= seconds; second++) {
            for (long left = SECOND; left > 0; left = begun + second * SECOND - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            long now = runs.total();
            perSecond.add(now - before);
            before = now;
        }
    }

    int added() {
        return added.get();
    }

    List<Long> perSecond() {
        return perSecond;
    }
}
