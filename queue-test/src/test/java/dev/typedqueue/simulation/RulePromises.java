package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Promotion;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.Uniqueness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What declarations say: uniqueness, limits, order, schedules. */
final class RulePromises {

    static final List<Promise> ALL = List.of(
            Promise.ofCalls("a key has one unfinished job", RulePromises::aKeyHasOneUnfinishedJob),
            Promise.ofCalls("no more jobs are let through than the limit says", RulePromises::aLimitHolds),
            Promise.ofCalls("no more jobs are let through in a time than the rate says", RulePromises::aRateHolds),
            Promise.ofCalls("jobs of one key run one at a time, in the order of their ids", RulePromises::anOrderHolds),
            Promise.ofCalls("a job is let through once there is room", RulePromises::whoHasRoomIsLetThrough),
            Promise.ofCalls("a time of a schedule makes one job", RulePromises::aSlotMakesOneJob),
            Promise.ofCalls(
                    "of ready jobs, the most urgent are given first", RulePromises::theMostUrgentAreGivenFirst));

    private RulePromises() {}

    private static void aKeyHasOneUnfinishedJob(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (call.changes().values().stream().allMatch(change -> change.after() == null)) {
            return;
        }
        Map<String, JobId> holders = new HashMap<>();
        before.jobsAfter(call).forEach((id, job) -> {
            String key = unfinishedKey(call, before, job);
            JobId other = key == null ? null : holders.put(key, id);
            if (other != null) {
                broken.by(id, "it has key " + key + " as job " + other + " has");
            }
        });
    }

    private static @Nullable String unfinishedKey(Event.Called call, Ledger before, QueuedJob job) {
        if (job.state().isFinished()) {
            return null;
        }
        @Nullable Uniqueness known = before.keys().get(job.id());
        if (known == null) {
            known = added(call, before).stream()
                    .filter(each -> each.id().equals(job.id()))
                    .findFirst()
                    .map(NewJob::uniqueness)
                    .orElse(null);
        }
        return known == null || known.until() != Unique.Until.FINISHED ? null : job.queue() + " " + known.key();
    }

    /** The gates through which jobs come by this call. */
    private static Map<GateLedger.Place, List<JobId>> passed(Event.Called call, Ledger before) {
        Map<GateLedger.Place, List<JobId>> passed = new HashMap<>();
        call.changes().forEach((id, change) -> {
            if (GateLedger.passes(change) && change.after() != null) {
                for (Gate gate : gates(id, call, before)) {
                    passed.computeIfAbsent(new GateLedger.Place(change.after().queue(), gate), any -> new ArrayList<>())
                            .add(id);
                }
            }
        });
        return passed;
    }

    private static List<Gate> gates(JobId id, Event.Called call, Ledger before) {
        return added(call, before).stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .map(NewJob::gates)
                .orElseGet(() -> before.gates().of(id));
    }

    /** The jobs that were not stored before this call. */
    private static List<NewJob> added(Event.Called call, Ledger before) {
        int argument = call.is("insert") ? 0 : 1;
        return call.is("insert") || call.is("saveSchedule") || call.is("commit")
                ? call.arguments(argument, NewJob.class).stream()
                        .filter(job -> before.job(job.id()) == null)
                        .toList()
                : List.of();
    }

    private static List<QueuedJob> at(
            GateLedger.Place place, Map<JobId, QueuedJob> jobs, Event.Called call, Ledger before) {
        return jobs.values().stream()
                .filter(job -> job.queue().equals(place.queue()))
                .filter(job -> gates(job.id(), call, before).contains(place.gate()))
                .toList();
    }

    private static void aLimitHolds(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        passed(call, before).forEach((place, ids) -> {
            if (before.gates().limit(place) instanceof Limit.Concurrency limit) {
                long through = at(place, before.jobsAfter(call), call, before).stream()
                        .filter(GateLedger::isThrough)
                        .count();
                if (through > limit.most()) {
                    broken.by(ids.get(0), through + " jobs are through " + place + ", of " + limit.most());
                }
            }
        });
    }

    /** Between the first and the last of some that passed, there was time for all but the burst. */
    private static void aRateHolds(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        passed(call, before).forEach((place, ids) -> {
            if (before.gates().limit(place) instanceof Limit.Rate rate) {
                Duration now = before.gates().shownUntil(moment);
                List<Duration> times = new ArrayList<>(before.gates().passages(place));
                ids.forEach(id -> times.add(now));
                for (int i = 0; i < times.size(); i++) {
                    Duration time = now.minus(times.get(i));
                    long permits =
                            rate.burst() + time.toNanos() / rate.interval().toNanos();
                    if (times.size() - i > permits) {
                        broken.by(ids.get(0), times.size() - i + " jobs came through " + place + " in " + time);
                        return;
                    }
                }
            }
        });
    }

    private static void anOrderHolds(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        passed(call, before).forEach((place, ids) -> {
            if (!(before.gates().limit(place) instanceof Limit.Order order)) {
                return;
            }
            JobId first = ids.get(0);
            JobId turn = before.gates().turn(place);
            if (ids.size() > 1) {
                broken.by(first, "it comes through " + place + " together with " + ids.get(1));
            } else if (turn != null && !turn.equals(first) && !givesTurnBack(order, call, turn)) {
                broken.by(first, "it comes through " + place + ", and it is the turn of " + turn);
            }
            if (first.equals(turn)) {
                return; // it had passed before, and runs again
            }
            for (QueuedJob other : at(place, before.jobs(), call, before)) {
                if (other.state() == JobState.BLOCKED && other.id().compareTo(first) < 0 && !ids.contains(other.id())) {
                    broken.by(first, "it comes through " + place + " before " + other.id());
                }
            }
        });
    }

    private static boolean givesTurnBack(Limit.Order order, Event.Called call, JobId id) {
        Event.Change change = call.changes().get(id);
        return change != null && GateLedger.givesTurnBack(order, change);
    }

    /** Each look lets through who has room, unless it was a page and had no place for more. */
    private static void whoHasRoomIsLetThrough(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (!call.is("promoteDue") || call.answer(Promotion.class).promoted() >= call.argument(0, Integer.class)) {
            return;
        }
        Map<JobId, QueuedJob> after = before.jobsAfter(call);
        after.forEach((id, job) -> {
            for (Gate gate : job.state() == JobState.BLOCKED ? before.gates().of(id) : List.<Gate>of()) {
                GateLedger.Place place = new GateLedger.Place(job.queue(), gate);
                if (hasRoom(place, after, call, before)) {
                    broken.by(id, "it is still blocked at " + place + ", and there is room");
                }
            }
        });
    }

    private static boolean hasRoom(
            GateLedger.Place place, Map<JobId, QueuedJob> after, Event.Called call, Ledger before) {
        Limit limit = before.gates().limit(place);
        if (limit instanceof Limit.Concurrency concurrency) {
            return at(place, after, call, before).stream()
                            .filter(GateLedger::isThrough)
                            .count()
                    < concurrency.most();
        }
        if (limit instanceof Limit.Order order) {
            JobId turn = before.gates().turn(place);
            boolean isFree = turn == null || givesTurnBack(order, call, turn);
            return isFree && !passed(call, before).containsKey(place);
        }
        return false; // a rate has room when its time comes
    }

    private static void aSlotMakesOneJob(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (!call.is("saveSchedule")) {
            return;
        }
        ScheduleRecord schedule = call.argument(0, ScheduleRecord.class);
        Set<JobId> asked = new HashSet<>();
        for (NewJob job : call.arguments(1, NewJob.class)) {
            asked.add(job.id());
            Event.Change change = call.changes().get(job.id());
            boolean added = change != null && change.before() == null;
            if (added && before.settings().hasMade(schedule, job.runAt())) {
                broken.by(job.id(), "there is another for " + job.runAt() + " of " + schedule.job());
            }
        }
        call.changes().keySet().forEach(id -> {
            if (!call.answer(Boolean.class) || !asked.contains(id)) {
                broken.by(id, "another was faster, and it was stored all the same");
            }
        });
    }

    private static void theMostUrgentAreGivenFirst(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (!call.is("claim") || call.answers(ClaimedJob.class).isEmpty()) {
            return;
        }
        ClaimRequest request = call.argument(0, ClaimRequest.class);
        List<ClaimedJob> given = call.answers(ClaimedJob.class);
        ClaimedJob last = given.get(given.size() - 1);
        Set<JobId> ids = new HashSet<>();
        given.forEach(job -> ids.add(job.id()));
        for (QueuedJob other : before.jobs().values()) {
            boolean couldBe = other.state() == JobState.READY
                    && !before.settings().isPaused(other.queue(), other.job())
                    && other.queue().equals(request.queue())
                    && request.kinds().stream()
                            .anyMatch(kind -> kind.name().equals(other.job()) && kind.version() == other.version());
            boolean more = other.priority() > last.priority()
                    || (other.priority() == last.priority() && other.id().compareTo(last.id()) < 0);
            if (couldBe && more && !ids.contains(other.id())) {
                broken.by(last.id(), "it was given before " + other.id());
            }
        }
    }
}
