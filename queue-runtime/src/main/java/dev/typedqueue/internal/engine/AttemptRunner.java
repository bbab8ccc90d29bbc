package dev.typedqueue.internal.engine;

import dev.typedqueue.AttemptTimeoutException;
import dev.typedqueue.JobState;
import dev.typedqueue.PayloadException;
import dev.typedqueue.RunDecision;
import dev.typedqueue.StoreException;
import dev.typedqueue.annotation.CrashPolicy;
import dev.typedqueue.definition.ExhaustionHandler;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.QueueHandlers.Binding;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.definition.RunRule;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.PayloadCodec;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Runs one attempt of a job, and decides what becomes of the job. Never throws. */
final class AttemptRunner {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Jobs");
    private static final Duration UNREADABLE_RETRY = Duration.ofMinutes(5);

    private final QueueHandlers handlers;
    private final QueueDefinition queue;
    private final PayloadCodec codec;
    private final RetryTimes times;
    private final StoreSession session;
    private final int maxNodeDeaths;
    private final Interceptors interceptors;
    private final Reports reports;

    AttemptRunner(
            QueueHandlers handlers,
            PayloadCodec codec,
            Platform platform,
            StoreSession session,
            int maxNodeDeaths,
            Interceptors interceptors,
            Reports reports) {
        this.handlers = handlers;
        this.queue = handlers.queue();
        this.codec = codec;
        this.times = new RetryTimes(platform);
        this.session = session;
        this.maxNodeDeaths = maxNodeDeaths;
        this.interceptors = interceptors;
        this.reports = reports;
    }

    Attempt newAttempt(ClaimedJob job) {
        JobDefinition<?> definition = definition(job);
        return new Attempt(
                job,
                definition.name(),
                definition.retry().maxAttempts(),
                retained(JobState.COMPLETED, new Outcome.Completed()),
                session,
                reports);
    }

    /** How long the attempt may take, if that is limited. */
    Optional<Duration> timeout(Attempt attempt) {
        return definition(attempt.claimed()).timeout();
    }

    Outcome run(Attempt attempt) {
        @Nullable Map<String, String> before = MDC.getCopyOfContextMap();
        MDC.put("queue", attempt.queue());
        MDC.put("job", attempt.job());
        MDC.put("jobId", attempt.id().toString());
        try {
            return run(handlers.binding(definition(attempt.claimed())), attempt);
        } finally {
            restore(before); // what a handler leaves there must not get into the lines of the next job
        }
    }

    private static void restore(@Nullable Map<String, String> context) {
        if (context == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(context);
        }
    }

    private JobDefinition<?> definition(ClaimedJob job) {
        return queue.job(job.kind())
                .orElseThrow(() -> new IllegalStateException(
                        "The store gave job " + job.id() + " of the kind " + job.kind() + ", which was not asked for"));
    }

    /** What becomes of a job that a person cancels before its handler has begun. */
    Outcome cancelled() {
        return retained(JobState.CANCELLED, new Outcome.Cancelled());
    }

    private <P> Outcome run(Binding<P> binding, Attempt attempt) {
        ClaimedJob job = attempt.claimed();
        if (job.nodeDeaths() > 0 && queue.onCrash() == CrashPolicy.DELETE) {
            LOG.warn("{} was running when its node died, and is deleted as its queue declares", attempt);
            return new Outcome.Deleted();
        }
        ReportedFailure deaths =
                new ReportedFailure(job.nodeDeaths() + " nodes died while they ran it: it may be what kills them");
        if (job.nodeDeaths() >= 2 * maxNodeDeaths) {
            LOG.error("{} is kept as a dead letter, and nothing of it is run any more: {}", attempt, deaths.toString());
            return retained(JobState.FAILED, new Outcome.Failed(ErrorText.of(deaths)));
        }
        P payload;
        try {
            payload = read(job, binding);
        } catch (PayloadException e) {
            LOG.warn("{} is parked, since this node cannot read its payload: {}", attempt, e.getMessage());
            return new Outcome.Parked(String.valueOf(e.getMessage()), UNREADABLE_RETRY);
        }
        if (job.nodeDeaths() >= maxNodeDeaths) {
            return exhausted(binding, payload, attempt, deaths);
        }
        return runHandler(binding, payload, attempt);
    }

    /** Whatever a payload's own code throws, a text that cannot be read is set aside. */
    @SuppressWarnings("CatchingUnchecked")
    private <P> P read(ClaimedJob job, Binding<P> binding) {
        try {
            return codec.read(job.payload(), binding.job().payloadType());
        } catch (PayloadException e) {
            throw e;
        } catch (Throwable thrown) {
            throw new PayloadException(
                    "reading it failed with " + thrown.getClass().getName(), thrown);
        }
    }

    /** Whatever a handler throws, an Error too, is its attempt's failure and not the worker's. */
    @SuppressWarnings("CatchingUnchecked")
    private <P> Outcome runHandler(Binding<P> binding, P payload, Attempt attempt) {
        Throwable failure = null;
        if (!attempt.begin()) {
            return interrupted(attempt);
        }
        AtomicReference<Outcome.@Nullable Postpone> postponed = new AtomicReference<>();
        try {
            interceptors.run(attempt, () -> postponed.set(runRulesAndHandler(binding, payload, attempt)));
        } catch (Throwable thrown) {
            failure = Failures.readable(thrown);
        } finally {
            attempt.end();
        }
        Outcome.Postpone later = postponed.get();
        if (failure == null && later != null) {
            return later;
        }
        return failure == null
                ? afterReturn(binding, payload, attempt)
                : afterFailure(binding, payload, attempt, failure);
    }

    /** Null if the handler has run, and otherwise when the rules are asked again. */
    private static <P> Outcome.@Nullable Postpone runRulesAndHandler(Binding<P> binding, P payload, Attempt attempt)
            throws Exception {
        for (RunRule<? super P> rule : binding.runRules()) {
            if (rule.decide(payload, attempt) instanceof RunDecision.Postpone postpone) {
                return new Outcome.Postpone(RunTimes.storable(postpone.delay()));
            }
        }
        binding.handler().handle(payload, attempt);
        return null;
    }

    private <P> Outcome afterReturn(Binding<P> binding, P payload, Attempt attempt) {
        Verdict verdict = attempt.verdict();
        if (verdict instanceof Verdict.Fail fail) {
            return afterFailure(binding, payload, attempt, new ReportedFailure(fail.reason()));
        }
        if (verdict instanceof Verdict.Requeue requeue) {
            return new Outcome.Requeue(requeue.at());
        }
        if (verdict instanceof Verdict.Delete) {
            return new Outcome.Deleted();
        }
        if (verdict instanceof Verdict.CompleteInTransaction) {
            return afterFailure(
                    binding,
                    payload,
                    attempt,
                    new ReportedFailure("The transaction that completed it was not committed"));
        }
        return retained(JobState.COMPLETED, new Outcome.Completed());
    }

    private <P> Outcome afterFailure(Binding<P> binding, P payload, Attempt attempt, Throwable failure) {
        if (attempt.cancellation() == Attempt.Cancellation.TIMED_OUT) {
            return afterOwnFailure(binding, payload, attempt, timedOut(binding, failure));
        }
        return attempt.isCancelled() ? interrupted(attempt) : afterOwnFailure(binding, payload, attempt, failure);
    }

    private static AttemptTimeoutException timedOut(Binding<?> binding, Throwable failure) {
        Duration limit = binding.job().timeout().orElseThrow();
        return new AttemptTimeoutException(
                "The attempt took longer than its time-out of " + limit.toMillis() + " ms", failure);
    }

    private <P> Outcome afterOwnFailure(Binding<P> binding, P payload, Attempt attempt, Throwable failure) {
        RetryPolicy policy = binding.job().retry();
        if (policy.requeuesOn(failure)) {
            LOG.warn(
                    "{} runs again in {} ms, without the loss of an attempt, as declared for what it threw",
                    attempt,
                    policy.requeueDelay().toMillis(),
                    failure);
            return new Outcome.Postpone(RunTimes.storable(policy.requeueDelay()), ErrorText.of(failure));
        }
        boolean last = attempt.attempt() >= attempt.maxAttempts() || policy.stopsOn(failure);
        if (attempt.verdict() instanceof Verdict.CompleteInTransaction) {
            // If the transaction was committed, the job is no longer running, and a retry changes nothing.
            return last && isStillRunning(attempt)
                    ? exhausted(binding, payload, attempt, failure)
                    : retry(binding, attempt, failure);
        }
        if (last) {
            return exhausted(binding, payload, attempt, failure);
        }
        Outcome.Retry retry = retry(binding, attempt, failure);
        LOG.warn(
                "Attempt {} of {} of {} failed; the next one is in {} ms",
                attempt.attempt(),
                attempt.maxAttempts(),
                attempt,
                retry.delay().toMillis(),
                failure);
        return retry;
    }

    /** What becomes of a job whose handler was told to end, and does not. It goes on, but is heard no more. */
    Outcome abandoned(Attempt attempt) {
        LOG.error(
                "The handler of {} does not heed its interruption, and is abandoned: its thread goes on beside the queue",
                attempt);
        return afterFailure(attempt, new ReportedFailure("The handler did not heed its interruption"));
    }

    /**
     * What becomes of a job whose handler has ended the process. To hand it back as other jobs of a node that stops
     * would have it end one node after the other.
     */
    Outcome exited(Attempt attempt) {
        LOG.error("The handler of {} has called System.exit, and so ends this process", attempt);
        return afterFailure(attempt, new ReportedFailure("The handler called System.exit, and ended its process"));
    }

    private Outcome afterFailure(Attempt attempt, Throwable failure) {
        return afterFailure(handlers.binding(definition(attempt.claimed())), attempt, failure);
    }

    private <P> Outcome afterFailure(Binding<P> binding, Attempt attempt, Throwable failure) {
        return afterFailure(binding, read(attempt.claimed(), binding), attempt, failure);
    }

    /** What becomes of a job whose handler was told to end, and did so, or has not begun. */
    private Outcome interrupted(Attempt attempt) {
        if (attempt.cancellation() == Attempt.Cancellation.BY_PERSON) {
            LOG.info("{} was cancelled while it ran", attempt);
            return cancelled();
        }
        LOG.info("{} was interrupted, since its node stops or lost its lease; it runs again", attempt);
        return new Outcome.Released();
    }

    private boolean isStillRunning(Attempt attempt) {
        try {
            return session.holdsLease(attempt.id(), attempt.fencingToken());
        } catch (StoreException e) {
            LOG.debug("The store cannot say whether {} is completed", attempt, e);
            return false;
        }
    }

    private Outcome.Retry retry(Binding<?> binding, Attempt attempt, Throwable failure) {
        return new Outcome.Retry(times.delay(binding.job(), attempt, failure), ErrorText.of(failure));
    }

    private <P> Outcome exhausted(Binding<P> binding, P payload, Attempt attempt, Throwable failure) {
        attempt.end();
        LOG.error("{} has used up its attempts and is kept as a dead letter", attempt, failure);
        for (ExhaustionHandler<? super P> handler : binding.exhaustionHandlers()) {
            tell(handler, payload, attempt, failure);
        }
        return retained(JobState.FAILED, new Outcome.Failed(ErrorText.of(failure)));
    }

    @SuppressWarnings("CatchingUnchecked")
    private static <P> void tell(ExhaustionHandler<? super P> handler, P payload, Attempt attempt, Throwable failure) {
        try {
            handler.exhausted(payload, attempt, failure);
        } catch (Throwable thrown) {
            LOG.error("The @OnExhausted handler of {} failed", attempt, thrown);
        }
    }

    private Outcome retained(JobState state, Outcome outcome) {
        @Nullable Duration kept = queue.retention().of(state).orElse(null);
        return kept != null && kept.isZero() ? new Outcome.Deleted() : outcome;
    }
}
