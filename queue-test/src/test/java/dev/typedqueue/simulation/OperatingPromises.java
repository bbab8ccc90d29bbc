package dev.typedqueue.simulation;

import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.ScheduleRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a person has said holds until somebody takes it back. */
final class OperatingPromises {

    static final List<Promise> ALL = List.of(
            Promise.ofCalls("what is paused is not given", OperatingPromises::whatIsPausedIsNotGiven),
            Promise.ofCalls("a changed concurrency holds for all nodes", OperatingPromises::aChangedConcurrencyHolds),
            Promise.ofCalls("a paused schedule makes no job", OperatingPromises::aPausedScheduleMakesNoJob),
            Promise.ofCalls("a changed schedule holds for all nodes", OperatingPromises::aChangedScheduleHolds));

    private OperatingPromises() {}

    private static void whatIsPausedIsNotGiven(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (call.is("claim")) {
            String queue = call.argument(0, ClaimRequest.class).queue();
            for (ClaimedJob job : call.answers(ClaimedJob.class)) {
                if (before.settings().isPaused(queue, job.kind().name())) {
                    broken.by(job.id(), "it was given, and " + queue + " or " + job.kind() + " is paused");
                }
            }
        }
    }

    private static void aChangedConcurrencyHolds(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (call.is("concurrencies")) {
            Map<String, Integer> inForce = before.settings().concurrencies();
            if (!inForce.equals(call.answer(Map.class))) {
                broken.by(null, call.by() + " was told " + call.answer() + ", and in force is " + inForce);
            }
        }
    }

    /** What makes jobs at the times of a schedule, rather than a person who changes it. */
    private static boolean makesJobs(Event.Called call) {
        return call.is("saveSchedule")
                && call.answer(Boolean.class)
                && !call.arguments(1, NewJob.class).isEmpty();
    }

    private static void aPausedScheduleMakesNoJob(
            Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (makesJobs(call)) {
            ScheduleRecord stored = before.settings().schedule(call.argument(0, ScheduleRecord.class));
            if (stored != null && stored.isPaused()) {
                broken.by(
                        call.arguments(1, NewJob.class).get(0).id(),
                        "it was made by " + stored.job() + ", which is paused by " + stored.pausedBy());
            }
        }
    }

    private static void aChangedScheduleHolds(Event.Called call, Moment moment, Ledger before, Promise.Broken broken) {
        if (makesJobs(call)) {
            ScheduleRecord saved = call.argument(0, ScheduleRecord.class);
            ScheduleRecord stored = before.settings().schedule(saved);
            if (stored != null && !Objects.equals(stored.changedTo(), saved.changedTo())) {
                broken.by(
                        call.arguments(1, NewJob.class).get(0).id(),
                        "it was made by " + saved.changedTo() + ", and in force is " + stored.changedTo());
            }
        }
    }
}
