package dev.typedqueue.simulation;

import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.StoreSession;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people have said of queues, jobs and schedules, and which times of schedules have made a job. */
final class SettingLedger {

    private record Pause(String queue, @Nullable String job) {}

    private record Slot(String queue, String job, @Nullable Instant time) {}

    private record ScheduleName(String queue, String job) {}

    private final Set<Pause> pauses = new HashSet<>();
    private final Map<String, Integer> concurrencies = new HashMap<>();
    private final Map<ScheduleName, ScheduleRecord> schedules = new HashMap<>();
    private final Set<Slot> slots = new HashSet<>();

    /** Whether the job is paused by itself, with its queue, or with all. */
    boolean isPaused(String queue, String job) {
        return pauses.contains(new Pause(StoreSession.ALL_QUEUES, null))
                || pauses.contains(new Pause(queue, null))
                || pauses.contains(new Pause(queue, job));
    }

    /** What people have changed, by queue. */
    Map<String, Integer> concurrencies() {
        return concurrencies;
    }

    /** The schedule as it was stored last; null if it never was. */
    @Nullable
    ScheduleRecord schedule(ScheduleRecord like) {
        return schedules.get(new ScheduleName(like.queue(), like.job()));
    }

    boolean hasMade(ScheduleRecord schedule, @Nullable Instant time) {
        return slots.contains(new Slot(schedule.queue(), schedule.job(), time));
    }

    void pause(String queue, @Nullable String job) {
        pauses.add(new Pause(queue, job));
    }

    void resume(String queue, @Nullable String job) {
        pauses.remove(new Pause(queue, job));
    }

    void changeConcurrency(String queue, @Nullable Integer concurrency) {
        if (concurrency == null) {
            concurrencies.remove(queue);
        } else {
            concurrencies.put(queue, concurrency);
        }
    }

    void save(ScheduleRecord schedule, List<NewJob> jobs) {
        schedules.put(new ScheduleName(schedule.queue(), schedule.job()), schedule);
        jobs.forEach(job -> slots.add(new Slot(schedule.queue(), schedule.job(), job.runAt())));
    }
}
