package dev.typedqueue.reliability.node;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.JobId;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.StoreException;
import dev.typedqueue.definition.JobDefinition;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Adds jobs as long as its process lives, and writes down the ids of those whose call returned. */
final class Producer implements Runnable {

    private static final int BATCHES_A_SECOND = 20;
    private static final int DELAY_MILLIS = 300;

    private final QueueClient client;
    private final Journal journal;
    private final NodeSettings settings;
    private final InstantSource clock;
    private final List<Deed> usual;

    Producer(QueueRuntime runtime, Journal journal, NodeSettings settings, InstantSource clock) {
        this.client = runtime.client(Deeds.NEW);
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
        this.usual = mix(Math.max(1, settings.rate() / BATCHES_A_SECOND));
    }

    /** Mostly prompt jobs, and some of each other usual kind. */
    private static List<Deed> mix(int size) {
        List<Deed> deeds = new ArrayList<>(Collections.nCopies(size, new Deed(Conduct.PROMPT, "")));
        deeds.set(0, new Deed(Conduct.SLOW, ""));
        deeds.set(size / 3, new Deed(Conduct.FAILS_ONCE, ""));
        deeds.set(size / 2, new Deed(Conduct.TESTIFIES, ""));
        return deeds;
    }

    @Override
    public void run() {
        long began = System.nanoTime();
        for (long batch = 0; !Thread.currentThread().isInterrupted(); batch++) {
            add(batch);
            long next = began + batch * TimeUnit.SECONDS.toNanos(1) / BATCHES_A_SECOND;
            pause(next - System.nanoTime());
        }
    }

    private void add(long batch) {
        try {
            add(Deeds.DEED, usual, AddOptions.now());
            if (batch % 2 == 0) {
                add(Deeds.ERRAND, usual.subList(0, 1), AddOptions.now());
                add(
                        Deeds.DEED,
                        usual.subList(0, 1),
                        AddOptions.at(clock.instant().plusMillis(DELAY_MILLIS)));
            }
            if (batch % (BATCHES_A_SECOND / 2) == 0 && !settings.extra().isEmpty()) {
                int turn = (int) (batch / (BATCHES_A_SECOND / 2))
                        % settings.extra().size();
                Deed extra = new Deed(settings.extra().get(turn), turn == 0 ? "x".repeat(settings.ballast()) : "");
                add(Deeds.DEED, List.of(extra), AddOptions.now());
            }
        } catch (StoreException e) {
            // What was not acknowledged is not counted. The store gets a moment before the next call.
            pause(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void add(JobDefinition<Deed> job, List<Deed> deeds, AddOptions options) {
        List<JobId> ids =
                client.addAll(job, deeds, options).stream().map(AddResult::id).toList();
        journal.acknowledged(ids);
    }

    private static void pause(long nanos) {
        try {
            if (nanos > 0) {
                TimeUnit.NANOSECONDS.sleep(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
