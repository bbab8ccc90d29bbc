package dev.typedqueue.internal.engine;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
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
import org.junit.jupiter.api.Test;

/**
 * What several threads do at once to the small shared parts of the engine comes to what one thread could have done.
 * Lincheck makes up what they do, lets them do it many times, and looks for an order that explains each outcome.
 */
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
        public Executor handlers(String queue, int concurrency) {
            return Runnable::run;
        }

        @Override
        public RandomGenerator random() {
            return RandomGenerator.getDefault();
        }

        @Override
        public void close() {}
    }

    private static StressOptions stress() {
        return new StressOptions()
                .iterations(20)
                .invocationsPerIteration(500)
                .threads(3)
                .actorsPerThread(3);
    }

    /** Ids of one process. */
    public static final class Ids {

        private final AtomicReference<JobId> newest = new AtomicReference<>(JobId.next(NOW));
        private final Set<JobId> all = ConcurrentHashMap.newKeySet();

        /** Whether the id is greater than all that were there before it was asked for, and new. */
        @Operation
        public boolean next() {
            JobId before = newest.get();
            JobId id = JobId.next(NOW);
            newest.accumulateAndGet(id, (one, other) -> one.compareTo(other) > 0 ? one : other);
            return id.compareTo(before) > 0 && all.add(id);
        }
    }

    @Test
    void idsGrowInTheOrderInWhichTheyAreMade() {
        stress().check(Ids.class);
    }

    /** A loop that does what has gathered. */
    public static final class WokenLoop {

        private final AtomicInteger todo = new AtomicInteger();
        private final Loop loop;

        /** Starts it. */
        public WokenLoop() {
            Platform platform = new OnTheSpot();
            loop = new Loop("test", platform, new Outages("test", platform), () -> {
                todo.set(0);
                return Duration.ofHours(1);
            });
            loop.start();
        }

        @Operation
        public void add() {
            todo.incrementAndGet();
            loop.wake();
        }

        @Operation
        public void wakeLater() {
            loop.wakeIn(Duration.ofSeconds(1));
        }

        @Validate
        public void nothingIsLeftToDo() {
            if (todo.get() != 0) {
                throw new IllegalStateException(todo + " wake-ups were lost");
            }
        }
    }

    @Test
    void noWakeUpOfALoopIsLost() {
        stress().check(WokenLoop.class);
    }

    /** A finisher that is given outcomes. */
    public static final class Finishing {

        private final AtomicInteger given = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final Finisher finisher;

        /** Starts it. */
        public Finishing() {
            Platform platform = new OnTheSpot();
            StoreSession session = MemoryStore.create(platform.clock()).open("main");
            finisher = new Finisher(session, platform, new Outages("test", platform));
            finisher.start();
        }

        @Operation
        public void finish() {
            given.incrementAndGet();
            finisher.finish(
                    new Finish(JobId.next(NOW), 1, new Outcome.Completed()),
                    (result, repeated) -> answered.incrementAndGet());
        }

        @Validate
        public void allIsAnswered() {
            if (answered.get() != given.get() || !finisher.drained().isDone()) {
                throw new IllegalStateException("given " + given + ", answered " + answered);
            }
        }
    }

    @Test
    void everyOutcomeGivenToTheFinisherIsAnsweredOnce() {
        stress().check(Finishing.class);
    }

    /** A store in memory, with a node. */
    @Param(name = "key", gen = IntGen.class, conf = "1:2")
    public static final class Memory {

        private static final String QUEUE = "mails";
        private static final Set<JobKind> KINDS = Set.of(new JobKind("send", 1));
        private static final NodeId NODE = new NodeId("node");

        private final StoreSession session =
                MemoryStore.create(InstantSource.fixed(NOW)).open("main");

        /** Registers the node. */
        public Memory() {
            session.register(new NodeRegistration(NODE, "host", 1, Duration.ofDays(1), Map.of(QUEUE, KINDS)));
        }

        /** Whether it is added. */
        @Operation
        public boolean insert(@Param(name = "key") int key) {
            Uniqueness unique = new Uniqueness("key " + key, Unique.Until.STARTED, null, Unique.OnConflict.KEEP);
            NewJob job = new NewJob(JobId.next(NOW), QUEUE, KINDS.iterator().next(), "" + key, 0, null, unique);
            return session.insert(List.of(job)).get(0) instanceof InsertResult.Inserted;
        }

        /** How many are given to the node. */
        @Operation
        public int claim() {
            return session.claim(new ClaimRequest(NODE, QUEUE, KINDS, 1)).size();
        }

        @Operation
        public Map<JobState, Long> count() {
            return Map.copyOf(session.counts().getOrDefault(QUEUE, Map.of()));
        }
    }

    @Test
    void theStoreInMemoryDoesOneThingAfterAnother() {
        stress().check(Memory.class);
    }
}
