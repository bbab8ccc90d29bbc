package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.annotation.Ordered.OnFailure;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.Uniqueness;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bugs in what declarations say. */
final class RuleBugs {

    private static final String ORDER = "jobs of one key run one at a time, in the order of their ids";

    static final List<PlantedBug> ALL = List.of(
            PlantedBug.inStore(
                    "a schedule without compare-and-set", "a time of a schedule makes one job", () -> DoubleSlot::new),
            PlantedBug.inStore(
                    "a counter that drifts from the rows", "no more jobs are let through than the limit says", () -> {
                        int[] drift = new int[1];
                        return session -> new DriftingCounter(session, drift);
                    }),
            PlantedBug.inStore("uniqueness by a query beforehand", "a key has one unfinished job", () -> {
                Map<String, Instant> seen = new HashMap<>();
                return session -> new UniqueByQuery(session, seen);
            }),
            PlantedBug.inStore(
                    "an order that is not kept",
                    "jobs of one key run one at a time, in the order of their ids",
                    () -> LostOrder::new),
            PlantedBug.inStore(
                    "an order that goes on behind a dead letter",
                    ORDER,
                    () -> session -> new OtherOrder(session, OnFailure.STOP, OnFailure.WAIT)),
            PlantedBug.inStore(
                    "an order that does not wait for the next attempt",
                    ORDER,
                    () -> session -> new OtherOrder(session, OnFailure.WAIT, OnFailure.PASS)),
            PlantedBug.inStore(
                    "an order in which a job that waits holds up all others",
                    "a job is let through once there is room",
                    () -> session -> new OtherOrder(session, OnFailure.PASS, OnFailure.WAIT)));

    private RuleBugs() {}

    private static final class DoubleSlot extends ForwardingSession {
        DoubleSlot(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public boolean saveSchedule(ScheduleRecord schedule, List<NewJob> jobs) {
            if (!session.saveSchedule(schedule, jobs)) {
                session.insert(jobs);
            }
            return true;
        }
    }

    /** A job that is tried again gives its place back twice. */
    private static final class DriftingCounter extends ForwardingSession {
        private final int[] drift;

        DriftingCounter(JdbcStoreSession session, int[] drift) {
            super(session);
            this.drift = drift;
        }

        @Override
        public List<FinishResult> finish(List<Finish> finishes) {
            List<FinishResult> results = session.finish(finishes);
            for (int i = 0; i < finishes.size(); i++) {
                if (results.get(i) == FinishResult.ACCEPTED
                        && finishes.get(i).outcome() instanceof Outcome.Retry
                        && isLimited(finishes.get(i).id())) {
                    drift[0]++;
                    change(SimulatedQueues.FEW);
                }
            }
            return results;
        }

        private boolean isLimited(JobId id) {
            return session.find(id)
                    .filter(job -> job.job().equals(SimulatedQueues.PAY.name()))
                    .isPresent();
        }

        @Override
        public boolean changeLimit(String queue, String limit, @Nullable Limit changed) {
            return change(changed instanceof Limit.Concurrency asked ? asked : SimulatedQueues.FEW);
        }

        private boolean change(Limit.Concurrency asked) {
            return session.changeLimit(
                    SimulatedQueues.LETTERS.name(),
                    asked.name(),
                    new Limit.Concurrency(asked.name(), asked.most() + drift[0]));
        }
    }

    /** The query does not see what others have added within the last two seconds. */
    private static final class UniqueByQuery extends ForwardingSession {
        private final Map<String, Instant> added;

        UniqueByQuery(JdbcStoreSession session, Map<String, Instant> added) {
            super(session);
            this.added = added;
        }

        @Override
        public List<InsertResult> insert(List<NewJob> jobs) {
            return session.insert(jobs.stream().map(this::unseen).toList());
        }

        private NewJob unseen(NewJob job) {
            Uniqueness key = job.uniqueness();
            if (key == null) {
                return job;
            }
            Instant last = added.put(key.key(), session.now());
            boolean isSeen = last == null || last.plusSeconds(2).isBefore(session.now());
            return isSeen
                    ? job
                    : new NewJob(job.id(), job.queue(), job.kind(), job.payload(), job.priority(), job.runAt(), null);
        }
    }

    private static final class LostOrder extends ForwardingSession {
        LostOrder(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public List<InsertResult> insert(List<NewJob> jobs) {
            return session.insert(jobs.stream().map(LostOrder::withoutOrder).toList());
        }

        private static NewJob withoutOrder(NewJob job) {
            return job.queue().equals(SimulatedQueues.BOOKS.name())
                    ? new NewJob(job.id(), job.queue(), job.kind(), job.payload(), job.priority(), job.runAt(), null)
                    : job;
        }
    }

    /** What one failure means to those behind it is taken for what another does. */
    private static final class OtherOrder extends ForwardingSession {
        private final OnFailure declared;
        private final OnFailure kept;

        OtherOrder(JdbcStoreSession session, OnFailure declared, OnFailure kept) {
            super(session);
            this.declared = declared;
            this.kept = kept;
        }

        @Override
        public void declareLimits(String queue, List<Limit> limits) {
            session.declareLimits(queue, limits.stream().map(this::other).toList());
        }

        private Limit other(Limit limit) {
            return limit instanceof Limit.Order order && order.onFailure() == declared
                    ? new Limit.Order(order.name(), kept)
                    : limit;
        }
    }
}
