package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.ScheduleRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bugs by which nodes do not do what people have said. */
final class OperatingBugs {

    static final List<PlantedBug> ALL = List.of(
            PlantedBug.inStore("a pause that claims do not see", "what is paused is not given", () -> UnseenPause::new),
            PlantedBug.inStore(
                    "a cancellation that gets lost", "a cancelled job does not run again", () -> LostCancellation::new),
            PlantedBug.inStore(
                    "a pause of one job that claims do not see",
                    "what is paused is not given",
                    () -> UnseenPauseOfAJob::new),
            PlantedBug.inStore(
                    "a concurrency that is the session's own",
                    "a changed concurrency holds for all nodes",
                    () -> ForgottenConcurrency::new),
            PlantedBug.inStore(
                    "a schedule that does not see its pause", "a paused schedule makes no job", () -> PausedSlot::new),
            PlantedBug.inStore(
                    "a schedule that is moved on as it was declared",
                    "a changed schedule holds for all nodes",
                    () -> OverwrittenSchedule::new));

    private OperatingBugs() {}

    private static final class UnseenPause extends ForwardingSession {
        UnseenPause(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public List<ClaimedJob> claim(ClaimRequest request) {
            boolean isPaused =
                    session.pauses().stream().anyMatch(pause -> pause.queue().equals(request.queue()));
            if (!isPaused) {
                return session.claim(request);
            }
            session.resume(request.queue(), null);
            try {
                return session.claim(request);
            } finally {
                session.pause(request.queue(), null, "a person");
            }
        }
    }

    /** Only what waits is cancelled. */
    private static final class LostCancellation extends ForwardingSession {
        LostCancellation(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public List<ActionResult> act(List<JobId> ids, JobAction action) {
            List<ActionResult> results = new ArrayList<>();
            for (JobId id : ids) {
                boolean runs = session.find(id)
                        .filter(job -> job.state() == JobState.RUNNING)
                        .isPresent();
                results.add(runs && action instanceof JobAction.Cancel ? ActionResult.DONE : session.act(id, action));
            }
            return results;
        }
    }

    private static final class UnseenPauseOfAJob extends ForwardingSession {
        UnseenPauseOfAJob(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public void pause(String queue, @Nullable String job, String by) {
            if (job == null) {
                session.pause(queue, null, by);
            }
        }
    }

    private static final class ForgottenConcurrency extends ForwardingSession {
        private final Map<String, Integer> own = new HashMap<>();

        ForgottenConcurrency(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public void changeConcurrency(String queue, @Nullable Integer concurrency) {
            if (concurrency == null) {
                own.remove(queue);
            } else {
                own.put(queue, concurrency);
            }
        }

        @Override
        public Map<String, Integer> concurrencies() {
            return Map.copyOf(own);
        }
    }

    private static final class PausedSlot extends ForwardingSession {
        PausedSlot(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public List<ScheduleRecord> schedules() {
            return session.schedules().stream()
                    .map(each -> each.resumed(each.lastSlot()))
                    .toList();
        }
    }

    private static final class OverwrittenSchedule extends ForwardingSession {
        OverwrittenSchedule(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public boolean saveSchedule(ScheduleRecord schedule, List<NewJob> jobs) {
            return session.saveSchedule(jobs.isEmpty() ? schedule : schedule.changed(null, schedule.lastSlot()), jobs);
        }
    }
}
