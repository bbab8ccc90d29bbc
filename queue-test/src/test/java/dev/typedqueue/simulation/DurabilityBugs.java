package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Promotion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Bugs by which jobs get lost, or come back. */
final class DurabilityBugs {

    static final List<PlantedBug> ALL = List.of(
            PlantedBug.inStore("a wake-up that is lost, and no polling", PlantedBugs.IN_TIME, () -> LostWakeUp::new)
                    .with(builder -> builder.pollInterval(Duration.ofHours(1))),
            PlantedBug.inStore(
                    "a retry that resurrects a completed job",
                    "a completed job is never changed",
                    () -> ResurrectingRetry::new),
            PlantedBug.inStore(
                    "retention by the age of a job",
                    "retention takes finished jobs of age alone",
                    () -> RetentionByAge::new),
            PlantedBug.inStore(
                    "an acknowledgement before the commit",
                    "an acknowledged job is stored",
                    () -> EarlyAcknowledgement::new),
            PlantedBug.inStore(
                    "a stop that counts as a crash",
                    "a job goes by deletion or after its retention alone",
                    () -> CrashForAll::new));

    private DurabilityBugs() {}

    private static final class LostWakeUp extends ForwardingSession {
        LostWakeUp(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public Promotion promoteDue(int limit) {
            Promotion promotion = session.promoteDue(limit);
            return new Promotion(promotion.promoted(), Set.of(), promotion.untilNext());
        }
    }

    private static final class ResurrectingRetry extends ForwardingSession {
        ResurrectingRetry(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public List<ActionResult> act(List<JobId> ids, JobAction action) {
            List<ActionResult> results = new ArrayList<>(session.act(ids, action));
            for (int i = 0; i < ids.size(); i++) {
                QueuedJob job = session.find(ids.get(i)).orElse(null);
                if (action instanceof JobAction.Retry && job != null && job.state() == JobState.COMPLETED) {
                    session.act(job.id(), new JobAction.Delete());
                    session.insert(List.of(new NewJob(
                            job.id(),
                            job.queue(),
                            new JobKind(job.job(), job.version()),
                            job.payload(),
                            job.priority(),
                            null,
                            null)));
                    results.set(i, ActionResult.DONE);
                }
            }
            return results;
        }
    }

    private static final class RetentionByAge extends ForwardingSession {
        RetentionByAge(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public int purge(String queue, JobState state, Duration age, int limit) {
            Instant before = session.now().minus(age);
            int purged = 0;
            for (QueuedJob job : PlantedBugs.all(session)) {
                if (job.queue().equals(queue) && job.addedAt().isBefore(before)) {
                    session.act(job.id(), new JobAction.Delete());
                    purged++;
                }
            }
            return purged;
        }
    }

    /** What is added is stored with the next call. */
    private static final class EarlyAcknowledgement extends ForwardingSession {
        private final List<NewJob> buffered = new ArrayList<>();

        EarlyAcknowledgement(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public List<InsertResult> insert(List<NewJob> jobs) {
            buffered.addAll(jobs);
            return jobs.stream()
                    .<InsertResult>map(job -> new InsertResult.Inserted())
                    .toList();
        }

        @Override
        public Promotion promoteDue(int limit) {
            session.insert(buffered);
            buffered.clear();
            return session.promoteDue(limit);
        }
    }

    /** What a node hands back is treated as what it had when it died. */
    private static final class CrashForAll extends ForwardingSession {
        CrashForAll(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public List<FinishResult> finish(List<Finish> finishes) {
            return session.finish(finishes.stream()
                    .map(each -> each.outcome() instanceof Outcome.Released ? dropped(each) : each)
                    .toList());
        }

        private static Finish dropped(Finish finish) {
            return new Finish(finish.id(), finish.fencingToken(), new Outcome.Deleted());
        }
    }
}
