package dev.typedqueue.internal.engine;

import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.Lease;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Platform;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives the outcomes of one queue's jobs to the {@link Finisher}, and does what follows from the store's answer. */
final class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Engine");

    private final QueueDefinition queue;
    private final Workload workload;
    private final Leases leases;
    private final Finisher finisher;
    private final Promoter promoter;
    private final Platform platform;
    private final Runnable wake;

    /**
     * Nothing has ended.
     *
     * @param wake is called when there may be something to claim, or room for it
     */
    Outcomes(
            QueueDefinition queue,
            Workload workload,
            Leases leases,
            Finisher finisher,
            Promoter promoter,
            Platform platform,
            Runnable wake) {
        this.queue = queue;
        this.workload = workload;
        this.leases = leases;
        this.finisher = finisher;
        this.promoter = promoter;
        this.platform = platform;
        this.wake = wake;
    }

    /** What becomes of an attempt. */
    void finish(Attempt attempt, Outcome outcome) {
        finish(attempt.claimed(), outcome, attempt.verdict() instanceof Verdict.CompleteInTransaction);
    }

    /** What becomes of a job of which there was no attempt. */
    void finish(ClaimedJob job, Outcome outcome) {
        finish(job, outcome, false);
    }

    /** Hands back jobs that have not begun. */
    void handBack(List<ClaimedJob> jobs) {
        jobs.forEach(job -> finish(job, new Outcome.Released(), true));
    }

    /** Hands back what a claim gave whose answer was lost. */
    void handBackUnknown(List<Lease> unknown) {
        if (!unknown.isEmpty()) {
            LOG.info(
                    "Queue {}: {} jobs are handed back, since the answer to their claim was lost",
                    queue,
                    unknown.size());
        }
        for (Lease lease : unknown) {
            Finish finish = new Finish(lease.id(), lease.fencingToken(), new Outcome.Released());
            finisher.finish(finish, (result, repeated) -> wake.run());
        }
    }

    /** Stores an outcome; where the job may be another's already, that is not worth a word. */
    private void finish(ClaimedJob job, Outcome outcome, boolean mayBeLost) {
        workload.ended(job);
        finisher.finish(new Finish(job.id(), job.fencingToken(), outcome), (result, repeated) -> {
            acknowledged(job);
            if (result == FinishResult.ACCEPTED) {
                expectAgain(outcome);
            } else if (repeated) {
                LOG.info(
                        "Job {} of queue {}: the outcome was stored by a call whose answer was lost, or another"
                                + " attempt has taken the job over: {}",
                        job.id(),
                        queue,
                        outcome);
                expectAgain(outcome);
            } else if (!mayBeLost) {
                LOG.warn(
                        "Job {} of queue {} was no longer held by this attempt, whose outcome was not stored: {}",
                        job.id(),
                        queue,
                        outcome);
            }
        });
    }

    private void acknowledged(ClaimedJob job) {
        leases.ended(job);
        if (workload.acknowledged()) {
            wake.run();
        }
        promoter.lookAtLimits(queue);
    }

    /** A job that is to run again is met by the timer, as one that was added for a time; one handed back, at once. */
    private void expectAgain(Outcome outcome) {
        if (outcome instanceof Outcome.Released) {
            wake.run();
        } else if (outcome instanceof Outcome.Retry retry) {
            promoter.expect(retry.delay());
        } else if (outcome instanceof Outcome.Postpone postpone) {
            promoter.expect(postpone.delay());
        } else if (outcome instanceof Outcome.Requeue requeue) {
            Duration until = Duration.between(platform.clock().instant(), requeue.at());
            if (until.isNegative() || until.isZero()) {
                wake.run();
            } else {
                promoter.expect(until);
            }
        }
    }
}
