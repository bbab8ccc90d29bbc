package dev.typedqueue.internal.engine;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobState;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Waits until a queue has nothing left to do, on any node: looks again and again, ever more rarely. */
final class Drain {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final StoreSession session;
    private final Platform platform;
    private final JobFilter left;
    private final long begun;
    private final Duration atMost;
    private final CompletableFuture<Boolean> drained = new CompletableFuture<>();

    private Drain(StoreSession session, Platform platform, String queue, Duration atMost) {
        this.session = session;
        this.platform = platform;
        this.left = JobFilter.all()
                .inQueue(queue)
                .inState(JobState.READY, JobState.BLOCKED, JobState.RUNNING)
                .limit(1);
        this.begun = platform.nanoTime();
        this.atMost = atMost;
    }

    /**
     * Whether no job of the queue is ready, blocked or running within the time.
     *
     * @param atMost for how long to look; once in any case
     */
    static CompletableFuture<Boolean> of(StoreSession session, Platform platform, String queue, Duration atMost) {
        Drain drain = new Drain(session, platform, queue, atMost);
        drain.look(SHORTEST_PAUSE);
        return drain.drained;
    }

    private void look(Duration pause) {
        try {
            Duration rest = atMost.minusNanos(platform.nanoTime() - begun);
            if (session.list(left).isEmpty()) {
                drained.complete(true);
            } else if (rest.isZero() || rest.isNegative()) {
                drained.complete(false);
            } else {
                Duration next = pause.multipliedBy(2);
                platform.schedule(
                        rest.compareTo(pause) < 0 ? rest : pause,
                        () -> look(next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE));
            }
        } catch (RuntimeException e) {
            drained.completeExceptionally(e);
        }
    }
}
