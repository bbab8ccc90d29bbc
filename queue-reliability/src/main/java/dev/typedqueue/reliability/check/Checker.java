package dev.typedqueue.reliability.check;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.Conduct;
import dev.typedqueue.reliability.node.Testimony;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Compares what the nodes wrote down with what the store says in the end. It knows nothing of how the store works.
 *
 * <ul>
 *   <li>Each acknowledged job has an outcome: it has completed, or is a dead letter and was meant to be one.
 *   <li>An attempt is repeated only if it failed, or was under way when a fault touched its node. Since an outcome is
 *       stored some time after its handler's end, an attempt counts as under way for {@value #SLACK} ms longer.
 *   <li>The outcome is that of the attempt with the greatest fencing token: its handler has ended, and if the outcome
 *       names its token, it is this one.
 *   <li>An outcome is refused only if the job has another attempt.
 * </ul>
 *
 * <p>Jobs that ran beside one that kills its node, until the end of three nodes, are told apart: to become dead letters
 * then is their declared outcome.
 */
public final class Checker {

    private static final long SLACK = 2_000;
    /** Times are in milliseconds, and a store may take its own at the beginning of a transaction. */
    private static final long RESOLUTION = 50;

    private static final int SHOWN = 5;
    private static final int DEATHS = 3;

    private final Evidence evidence;
    private final History history;
    private final Map<String, Integer> counts = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    private Checker(Evidence evidence) {
        this.evidence = evidence;
        this.history = new History(evidence.journals());
    }

    /** Checks a trial that has been drained. */
    public static Verdict check(Trial trial) {
        return check(Evidence.of(trial));
    }

    static Verdict check(Evidence evidence) {
        return new Checker(evidence).verdict();
    }

    private Verdict verdict() {
        int lost = 0;
        for (JobId id : history.acknowledged()) {
            StoredJob job = evidence.stored().get(id);
            if (job != null && isCondemned(id, job)) {
                count("condemned");
            } else if (job == null || !job.hasOutcome()) {
                lost++;
                violation("lost", "acknowledged and without its outcome: " + id + " " + job);
            }
        }
        history.attempts().forEach(this::checkAttempts);
        evidence.refused().forEach(this::checkRefused);
        return new Verdict(
                history.acknowledged().size(),
                history.attemptCount(),
                lost,
                counted("duplicate"),
                counted("unexplained"),
                evidence.refused().size(),
                counted("stale"),
                counted("condemned"),
                firstOutcome(),
                rescue(),
                List.copyOf(violations));
    }

    /** By the rule on jobs that were running when their nodes died, and rightly: it was. */
    private boolean isCondemned(JobId id, StoredJob job) {
        return job.state() == JobState.FAILED
                && job.conduct() != Conduct.IS_POISON
                && job.note().contains("nodes died while they ran it")
                && history.attempts().getOrDefault(id, List.of()).stream()
                                .filter(attempt -> attempt.end() == null)
                                .count()
                        >= DEATHS;
    }

    private void checkAttempts(JobId id, List<Attempt> attempts) {
        Attempt last = attempts.get(attempts.size() - 1);
        for (int i = 0; i < attempts.size() - 1; i++) {
            checkRepeated(id, attempts.get(i), attempts.get(i + 1));
        }
        StoredJob job = evidence.stored().get(id);
        if (job == null) {
            violation("gone", "ran and is not in the store: " + id);
        } else if (job.conduct() == Conduct.TESTIFIES && !isCondemned(id, job)) {
            if (Testimony.readFrom(job.note()) != last.fencingToken()) {
                violation("stale", "the outcome of " + id + " is " + job.note() + ", its last attempt was " + last);
            }
        } else if (job.state() == JobState.COMPLETED && !last.hasOutcome()) {
            violation("stale", id + " has completed, although its last attempt has not ended: " + last);
        } else if (evidence.isClockSound() && isOlder(job, last)) {
            violation("stale", id + " has an outcome from before the end of its last attempt: " + job + ", " + last);
        }
    }

    /** A handler writes down its end before its outcome is sent. */
    private static boolean isOlder(StoredJob job, Attempt last) {
        return last.hasOutcome() && job.finishedAt() > 0 && job.finishedAt() < last.endedAt() - RESOLUTION;
    }

    /** What an attempt says after another has begun is refused, and its node writes that into its log. */
    private boolean isUnrefused(JobId id, Attempt attempt, Attempt next) {
        boolean isStale = attempt.hasOutcome() && attempt.endedAt() > next.begunAt();
        return isStale
                && attempt.endedAt() + SLACK < evidence.lookedAt()
                && !hasEnded(attempt.node())
                && !evidence.refused().contains(id)
                && !evidence.unsure().contains(id);
    }

    private boolean hasEnded(String node) {
        return evidence.faults().stream().anyMatch(fault -> fault.endsNodes() && fault.touches(node));
    }

    private void checkRepeated(JobId id, Attempt attempt, Attempt next) {
        if (attempt.fencingToken() == next.fencingToken()) {
            violation("token", "two attempts of " + id + " have one fencing token: " + attempt + ", " + next);
        }
        if (isUnrefused(id, attempt, next)) {
            violation("stale", "the outcome of " + id + " by " + attempt + " was not refused, after " + next);
        }
        if (!attempt.hasFailed()) {
            count("duplicate");
            if (evidence.faults().stream().noneMatch(fault -> explains(fault, attempt))) {
                violation("unexplained", id + " was repeated without a fault: " + attempt + ", then " + next);
            }
        }
    }

    private static boolean explains(Fault fault, Attempt attempt) {
        return fault.touches(attempt.node())
                && attempt.begunAt() <= fault.end() + SLACK
                && (attempt.end() == null || attempt.endedAt() >= fault.begin() - SLACK);
    }

    private void checkRefused(JobId id) {
        if (history.attempts().getOrDefault(id, List.of()).size() < 2) {
            violation("refusal", "an outcome was refused, although there is no other attempt: " + id);
        }
    }

    private long firstOutcome() {
        long longest = 0;
        for (Fault fault : evidence.faults()) {
            OptionalLong next = history.firstEndingSince(fault.end());
            if (next.isPresent()) {
                longest = Math.max(longest, next.getAsLong() - fault.end());
            }
        }
        return longest;
    }

    private long rescue() {
        Map<String, Long> deaths = new HashMap<>();
        evidence.faults().stream()
                .filter(fault -> fault.kind() == Fault.Kind.DEATH)
                .forEach(fault -> fault.nodes().forEach(node -> deaths.put(node, fault.end())));
        long longest = 0;
        for (List<Attempt> attempts : history.attempts().values()) {
            for (int i = 0; i < attempts.size() - 1; i++) {
                Attempt attempt = attempts.get(i);
                Long death = deaths.get(attempt.node());
                if (attempt.end() == null && death != null) {
                    longest = Math.max(longest, attempts.get(i + 1).begunAt() - death);
                }
            }
        }
        return longest;
    }

    private void violation(String kind, String text) {
        if (count(kind) <= SHOWN) {
            violations.add(text);
        }
    }

    private int count(String kind) {
        return counts.merge(kind, 1, Integer::sum);
    }

    private int counted(String kind) {
        return counts.getOrDefault(kind, 0);
    }
}
