package dev.typedqueue.test;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What happened to jobs while a test ran: which were added, which ran, and what became of them. */
final class Journal {

    private record Attempt(JobId id, long fencingToken) {}

    private final Map<JobId, AddedJob> added = new LinkedHashMap<>();
    private final Set<JobId> uncommitted = new HashSet<>();
    private final Map<Attempt, ClaimedJob> running = new HashMap<>();
    private final Map<Attempt, WatchedContext> begun = new HashMap<>();
    private final List<JobRun> runs = new ArrayList<>();

    /**
     * Jobs were given to the store.
     *
     * @param inTransaction whether the transaction of a caller decides that they are there
     */
    synchronized void inserted(List<NewJob> jobs, List<InsertResult> results, Instant now, boolean inTransaction) {
        for (int i = 0; i < jobs.size(); i++) {
            InsertResult result = results.get(i);
            if (result instanceof InsertResult.Inserted) {
                add(jobs.get(i).id(), jobs.get(i), now, inTransaction);
            } else if (result instanceof InsertResult.Replaced replaced) {
                add(replaced.holder(), jobs.get(i), now, inTransaction);
            }
        }
    }

    private void add(JobId id, NewJob job, Instant now, boolean inTransaction) {
        Instant dueAt = job.runAt() == null || job.runAt().isBefore(now) ? now : job.runAt();
        added.put(id, new AddedJob(id, job.queue(), job.kind().name(), job.payload(), job.priority(), dueAt));
        if (inTransaction) {
            uncommitted.add(id);
        }
    }

    synchronized void claimed(List<ClaimedJob> jobs) {
        for (ClaimedJob job : jobs) {
            running.put(new Attempt(job.id(), job.fencingToken()), job);
            uncommitted.remove(job.id());
        }
    }

    /** A handler begins. */
    synchronized void begins(WatchedContext context) {
        begun.put(new Attempt(context.id(), context.fencingToken()), context);
    }

    /** An attempt has ended, and the store has heard of it. */
    synchronized void finished(Finish finish, FinishResult result) {
        Attempt attempt = new Attempt(finish.id(), finish.fencingToken());
        ClaimedJob job = running.remove(attempt);
        WatchedContext heard = begun.remove(attempt);
        boolean handedBack = heard == null && finish.outcome() instanceof Outcome.Released;
        if (job != null && !handedBack) {
            RunOutcome outcome = result == FinishResult.ACCEPTED
                    ? outcome(finish.outcome(), heard)
                    : completedInTransaction(heard) ? new RunOutcome.Completed() : new RunOutcome.LeaseLost();
            runs.add(new JobRun(job.id(), job.queue(), job.kind().name(), job.failedAttempts() + 1, outcome));
        }
    }

    /** The node is gone, and all that ran there. */
    synchronized void crashed() {
        running.clear();
        begun.clear();
    }

    private static boolean completedInTransaction(@Nullable WatchedContext heard) {
        return heard != null && heard.word() == WatchedContext.Word.COMPLETE_IN_TRANSACTION;
    }

    private static RunOutcome outcome(Outcome outcome, @Nullable WatchedContext heard) {
        if (outcome instanceof Outcome.Completed) {
            return new RunOutcome.Completed();
        }
        if (outcome instanceof Outcome.Failed failed) {
            return failed(failed.error(), heard, null);
        }
        if (outcome instanceof Outcome.Retry retry) {
            return failed(retry.error(), heard, retry.delay());
        }
        if (outcome instanceof Outcome.Requeue requeue) {
            return new RunOutcome.Requeued(requeue.at());
        }
        if (outcome instanceof Outcome.Postpone postpone) {
            return new RunOutcome.Postponed(postpone.delay());
        }
        if (outcome instanceof Outcome.Parked parked) {
            return new RunOutcome.Parked(parked.reason());
        }
        if (outcome instanceof Outcome.Cancelled) {
            return new RunOutcome.Cancelled();
        }
        return outcome instanceof Outcome.Released ? new RunOutcome.Interrupted() : deleted(heard);
    }

    /** Where a queue keeps nothing, the store deletes what is completed or has failed, too. */
    private static RunOutcome deleted(@Nullable WatchedContext heard) {
        if (heard == null || heard.word() == WatchedContext.Word.DELETE) {
            return new RunOutcome.Deleted();
        }
        if (heard.thrown() != null) {
            return failed(heard.thrown().toString(), heard, null);
        }
        return heard.word() == WatchedContext.Word.FAIL
                ? failed("The handler said so, by job.fail(…)", heard, null)
                : new RunOutcome.Completed();
    }

    private static RunOutcome failed(String error, @Nullable WatchedContext heard, @Nullable Duration retryAfter) {
        String reason = error.lines().findFirst().orElse("");
        return new RunOutcome.Failed(reason, heard == null ? null : heard.thrown(), retryAfter);
    }

    /** Whether any job was claimed whose attempt has not ended. */
    synchronized boolean isRunning() {
        return !running.isEmpty();
    }

    synchronized List<JobRun> runs() {
        return List.copyOf(runs);
    }

    /** How many attempts have ended. */
    synchronized int countOfRuns() {
        return runs.size();
    }

    /** The attempts that have ended since there were so many. */
    synchronized List<JobRun> runsSince(int count) {
        return List.copyOf(runs.subList(count, runs.size()));
    }

    /**
     * The jobs that were added, the oldest first.
     *
     * @param isStored whether a job is in the store, which tells whether the transaction that added it was committed
     */
    synchronized List<AddedJob> added(Predicate<JobId> isStored) {
        return added.values().stream()
                .filter(job -> !uncommitted.contains(job.id()) || isStored.test(job.id()))
                .toList();
    }
}
