package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Does one thing after another to a store and to a model, which keeps for each job what a person would note on paper.
 * Delays are whole days, so that a clock that goes on by itself changes nothing.
 */
final class History {

    /** Jobs that no node knows have no day on which they are due. */
    private static final int NEVER = Integer.MAX_VALUE;

    /** What is known of a job. */
    static final class Entry {

        final int priority;
        JobState state;
        int dueOn;
        int failures;
        int deaths;
        boolean cancelRequested;

        @Nullable
        NodeId node;

        Entry(int priority, JobState state, int dueOn) {
            this.priority = priority;
            this.state = state;
            this.dueOn = dueOn;
        }

        String summary() {
            return state + ", failed " + failures + ", deaths " + deaths;
        }
    }

    private final StoreContract contract;
    private final Random random;
    private final Map<JobId, Entry> model = new TreeMap<>();
    private final List<TestNode> nodes = new ArrayList<>();
    /** All attempts there ever were: most of them are stale. */
    private final List<ClaimedJob> attempts = new ArrayList<>();

    private int today;

    History(StoreContract contract, Random random) {
        this.contract = contract;
        this.random = random;
    }

    /** Does something; tells what. */
    String step() {
        return switch (random.nextInt(13)) {
            case 0, 1, 2 -> add();
            case 3, 4 -> claim();
            case 5, 6, 7 -> finish();
            case 8 -> act();
            case 9 -> nextDay();
            case 10 -> killANode();
            case 11 -> deregisterANode();
            default -> park();
        };
    }

    /** The jobs of the store. */
    Map<JobId, String> stored() {
        Map<JobId, String> stored = new TreeMap<>();
        contract.store
                .list(JobFilter.all().limit(JobFilter.MAX_PAGE))
                .forEach(job -> stored.put(
                        job.id(), job.state() + ", failed " + job.failedAttempts() + ", deaths " + job.nodeDeaths()));
        return stored;
    }

    /** The jobs of the model. */
    Map<JobId, String> expected() {
        Map<JobId, String> expected = new TreeMap<>();
        model.forEach((id, entry) -> expected.put(id, entry.summary()));
        return expected;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String add() {
        int priority = random.nextInt(3);
        int days = Math.max(0, random.nextInt(5) - 2);
        JobBuilder job = contract.job().priority(priority);
        JobId id = (days == 0 ? job : job.in(Duration.ofDays(days))).add();
        model.put(id, new Entry(priority, days == 0 ? JobState.READY : JobState.SCHEDULED, today + days));
        return "add " + id + " in " + days + " days";
    }

    private TestNode node() {
        if (nodes.isEmpty() || (nodes.size() < 3 && random.nextBoolean())) {
            nodes.add(contract.node(Duration.ofDays(36_500)));
        }
        return any(nodes);
    }

    private String claim() {
        TestNode node = node();
        int limit = 1 + random.nextInt(3);
        List<JobId> expected = model.entrySet().stream()
                .filter(job -> job.getValue().state == JobState.READY)
                .sorted(Comparator.<Map.Entry<JobId, Entry>>comparingInt(job -> -job.getValue().priority)
                        .thenComparing(Map.Entry::getKey))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();

        List<ClaimedJob> claimed = node.claim(limit);

        assertThat(claimed).extracting(ClaimedJob::id).containsExactlyElementsOf(expected);
        for (ClaimedJob job : claimed) {
            Entry entry = entry(job.id());
            entry.state = JobState.RUNNING;
            entry.node = node.id();
            attempts.add(job);
        }
        return "claim " + expected;
    }

    private Entry entry(JobId id) {
        Entry entry = model.get(id);
        if (entry == null) {
            throw new AssertionError("The store knows a job " + id + " that is not there");
        }
        return entry;
    }

    private boolean holdsLease(ClaimedJob attempt) {
        Entry entry = model.get(attempt.id());
        boolean isLast = attempts.stream()
                .filter(other -> other.id().equals(attempt.id()))
                .allMatch(other -> other.fencingToken() <= attempt.fencingToken());
        return isLast && entry != null && entry.state == JobState.RUNNING;
    }

    private String finish() {
        if (attempts.isEmpty()) {
            return "finish nothing";
        }
        ClaimedJob attempt = any(attempts);
        Outcome outcome = outcome();
        boolean holdsLease = holdsLease(attempt);

        assertThat(contract.store.holdsLease(attempt.id(), attempt.fencingToken()))
                .isEqualTo(holdsLease);
        assertThat(contract.finish(attempt, outcome))
                .isEqualTo(holdsLease ? FinishResult.ACCEPTED : FinishResult.LEASE_LOST);

        if (holdsLease) {
            end(attempt.id(), outcome);
        }
        return "finish " + attempt.id() + " of token " + attempt.fencingToken() + ": " + outcome;
    }

    private Outcome outcome() {
        return any(List.of(
                new Outcome.Completed(),
                new Outcome.Failed("broken"),
                new Outcome.Retry(Duration.ofDays(1), "broken"),
                new Outcome.Retry(Duration.ZERO, "broken"),
                new Outcome.Postpone(Duration.ofDays(2)),
                new Outcome.Requeue(contract.store.now().plus(Duration.ofDays(1))),
                new Outcome.Parked("unreadable", Duration.ofDays(1)),
                new Outcome.Released(),
                new Outcome.Cancelled(),
                new Outcome.Deleted()));
    }

    private void end(JobId id, Outcome outcome) {
        Entry entry = entry(id);
        if (outcome instanceof Outcome.Deleted) {
            model.remove(id);
        } else if (outcome instanceof Outcome.Completed) {
            leave(entry, JobState.COMPLETED);
        } else if (outcome instanceof Outcome.Cancelled) {
            leave(entry, JobState.CANCELLED);
        } else if (outcome instanceof Outcome.Failed) {
            entry.failures++;
            leave(entry, JobState.FAILED);
        } else if (outcome instanceof Outcome.Retry retry) {
            entry.failures++;
            waitFor(entry, (int) retry.delay().toDays());
        } else if (outcome instanceof Outcome.Postpone postpone) {
            waitFor(entry, (int) postpone.delay().toDays());
        } else if (outcome instanceof Outcome.Requeue) {
            waitFor(entry, 1);
        } else if (outcome instanceof Outcome.Parked parked) {
            entry.dueOn = today + (int) parked.retryAfter().toDays();
            leave(entry, JobState.PARKED);
        } else if (outcome instanceof Outcome.Released) {
            leave(entry, JobState.READY);
        }
    }

    private void waitFor(Entry entry, int days) {
        entry.dueOn = today + days;
        leave(entry, days == 0 ? JobState.READY : JobState.SCHEDULED);
    }

    private static void leave(Entry entry, JobState state) {
        entry.state = entry.cancelRequested && !state.isFinished() ? JobState.CANCELLED : state;
        entry.cancelRequested = false;
        entry.node = null;
    }

    private String act() {
        if (model.isEmpty()) {
            return "act on nothing";
        }
        JobId id = any(List.copyOf(model.keySet()));
        JobAction action = any(List.of(
                new JobAction.Retry(),
                new JobAction.Cancel(),
                new JobAction.Delete(),
                new JobAction.Reschedule(contract.store.now().plus(Duration.ofDays(1)))));

        ActionResult result = contract.store.act(id, action);

        assertThat(result)
                .as("%s on a job that is %s", action, entry(id).state)
                .isEqualTo(acted(id, action) ? ActionResult.DONE : ActionResult.NOT_ALLOWED);
        return "act on " + id + ": " + action;
    }

    private boolean acted(JobId id, JobAction action) {
        Entry entry = entry(id);
        boolean waits = !entry.state.isFinished() && entry.state != JobState.RUNNING;
        if (action instanceof JobAction.Delete) {
            model.remove(id);
            return true;
        }
        if (action instanceof JobAction.Cancel) {
            if (entry.state == JobState.RUNNING) {
                entry.cancelRequested = true;
            } else if (waits) {
                entry.state = JobState.CANCELLED;
            }
            return waits || entry.state == JobState.RUNNING;
        }
        if (action instanceof JobAction.Reschedule) {
            if (waits) {
                waitFor(entry, 1);
            }
            return waits;
        }
        boolean retried = (waits && entry.state != JobState.READY)
                || entry.state == JobState.FAILED
                || entry.state == JobState.CANCELLED;
        if (retried) {
            entry.state = JobState.READY;
            entry.failures = 0;
            entry.deaths = 0;
        }
        return retried;
    }

    private String nextDay() {
        today++;
        contract.advance(Duration.ofDays(1).plusSeconds(1));
        int due = 0;
        for (Entry entry : model.values()) {
            boolean waits = entry.state == JobState.SCHEDULED || entry.state == JobState.PARKED;
            if (waits && entry.dueOn <= today) {
                entry.state = JobState.READY;
                due++;
            }
        }

        assertThat(contract.store.promoteDue(StoreContract.ALL).promoted()).isEqualTo(due);
        return "day " + today;
    }

    private String killANode() {
        if (nodes.isEmpty()) {
            return "kill nobody";
        }
        TestNode node = nodes.remove(random.nextInt(nodes.size()));
        int jobs = leaveNode(node, 1);

        assertThat(contract.store.rescue(Set.of(node.id()), StoreContract.ALL).jobs())
                .isEqualTo(jobs);
        return "kill " + node.id();
    }

    private String deregisterANode() {
        if (nodes.isEmpty()) {
            return "deregister nobody";
        }
        TestNode node = nodes.remove(random.nextInt(nodes.size()));
        leaveNode(node, 0);
        contract.store.deregister(node.id());
        return "deregister " + node.id();
    }

    private int leaveNode(TestNode node, int deaths) {
        int jobs = 0;
        for (Entry entry : model.values()) {
            if (entry.state == JobState.RUNNING && node.id().equals(entry.node)) {
                entry.deaths += deaths;
                leave(entry, JobState.READY);
                jobs++;
            }
        }
        return jobs;
    }

    private String park() {
        boolean parks = random.nextInt(4) == 0;
        int changed = 0;
        for (Entry entry : model.values()) {
            if (parks && entry.state == JobState.READY) {
                entry.state = JobState.PARKED;
                entry.dueOn = NEVER;
                changed++;
            } else if (!parks && entry.state == JobState.PARKED && entry.dueOn == NEVER) {
                entry.state = JobState.READY;
                changed++;
            }
        }
        assertThat(
                        parks
                                ? contract.store.park(StoreContract.QUEUE, Set.of(), StoreContract.ALL)
                                : contract.store.unpark(StoreContract.QUEUE, TestNode.KINDS, StoreContract.ALL))
                .isEqualTo(changed);
        return parks ? "park" : "unpark";
    }
}
