package dev.typedqueue.internal.engine;

import dev.typedqueue.JobId;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.spi.Uniqueness;
import dev.typedqueue.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What several threads do at once to the small shared parts of the engine comes to what one thread could have done.
 * Lincheck makes up what they do, lets them do it many times, and looks for an order that explains each outcome.
 */
@Tag("lincheck")
final class LinearizabilityTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    /** Does the engine's work on the thread that asks for it, and never lets a timer end. */
    private static final class OnTheSpot implements Platform {

        @Override
        public InstantSource clock() {
            return InstantSource.fixed(NOW);
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
            return () -> {};
        }

        @Override
        public Executor background() {
            return Runnable::run;
        }

        @Override
        public Executor handlers(String queue) {
            return Runnable::run;
        }

        @Override
        public RandomGenerator random() {
            return RandomGenerator.getDefault();
        }

        @Override
        public void close() {}
    }

    /** The parts, each with what it counts. */
    @Param(name = "key", gen = IntGen.class, conf = "1:2")
    public static final class SharedParts {

        private static final String QUEUE = "mails";
        private static final Set<JobKind> KINDS = Set.of(new JobKind("send", 1));
        private static final NodeId NODE = new NodeId("node");

        private final AtomicReference<JobId> newest = new AtomicReference<>(JobId.next(NOW));
        private final Set<JobId> ids = ConcurrentHashMap.newKeySet();

        private final AtomicInteger todo = new AtomicInteger();
        private final Loop loop;

        private final AtomicInteger given = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final Finisher finisher;

        private final StoreSession session;

        /** Starts the loop and the finisher, and registers a node. */
        public SharedParts() {
            Platform platform = new OnTheSpot();
            Outages outages = new Outages("test", platform);
            loop = new Loop("test", platform, outages, () -> {
                todo.set(0);
                return Duration.ofHours(1);
            });
            loop.start();
            session = MemoryStore.create(platform.clock()).open("main");
            session.register(new NodeRegistration(NODE, "host", 1, Duration.ofDays(1), Map.of(QUEUE, KINDS)));
            finisher = new Finisher(session, platform, outages);
            finisher.start();
        }

        /** Whether an id is greater than all that were there before it was asked for, and new. */
        @Operation
        public boolean nextId() {
            JobId before = newest.get();
            JobId id = JobId.next(NOW);
            newest.accumulateAndGet(id, (one, other) -> one.compareTo(other) > 0 ? one : other);
            return id.compareTo(before) > 0 && ids.add(id);
        }

        @Operation
        public void wake() {
            todo.incrementAndGet();
            loop.wake();
        }

        @Operation
        public void wakeLater() {
            loop.wakeIn(Duration.ofSeconds(1));
        }

        @Operation
        public void finish() {
            given.incrementAndGet();
            finisher.finish(
                    new Finish(JobId.next(NOW), 1, new Outcome.Completed()),
                    (result, repeated) -> answered.incrementAndGet());
        }

        /** Whether a job is added that holds its key until it is claimed. */
        @Operation
        public boolean insert(@Param(name = "key") int key) {
            Uniqueness unique = new Uniqueness("key " + key, Unique.Until.STARTED, null, Unique.OnConflict.KEEP, null);
            NewJob job = new NewJob(JobId.next(NOW), QUEUE, KINDS.iterator().next(), "" + key, 0, null, unique);
            return session.insert(List.of(job)).get(0) instanceof InsertResult.Inserted;
        }

        /** How many are given to the node. */
        @Operation
        public int claim() {
            return session.claim(new ClaimRequest(NODE, QUEUE, KINDS, 1)).size();
        }

        @Validate
        public void noWakeUpAndNoOutcomeIsLost() {
            if (todo.get() != 0
                    || answered.get() != given.get()
                    || !finisher.drained().isDone()) {
                throw new IllegalStateException(
                        todo + " wake-ups were lost; of " + given + " outcomes, " + answered + " were answered");
            }
        }
    }

    @Test
    void whatThreadsDoToTheSharedPartsAtOnceIsWhatOneCouldHaveDone() {
        new StressOptions()
                .iterations(25)
                .invocationsPerIteration(400)
                .threads(3)
                .actorsPerThread(3)
                .check(SharedParts.class);
    }
}
