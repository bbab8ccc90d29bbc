package dev.typedqueue.internal.engine;

import dev.typedqueue.AddResult;
import dev.typedqueue.JobSchedule;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.Schedule;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.StoreSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What a person sees of one schedule, and does to it. */
public final class ScheduleControl {

    private static final int SHOWN_TIMES = 3;

    private final Engine engine;
    private final ScheduledJob<?> job;

    private ScheduleControl(Engine engine, ScheduledJob<?> job) {
        this.engine = engine;
        this.job = job;
    }

    /** The schedules of a queue. */
    public static List<ScheduleControl> of(Engine engine, QueueDefinition queue) {
        return ScheduledJob.in(queue).stream()
                .map(job -> new ScheduleControl(engine, job))
                .toList();
    }

    /** The name of the job. */
    public String job() {
        return job.name();
    }

    /** How the schedules of a queue stand. */
    public static List<JobSchedule> views(Engine engine, QueueDefinition queue) {
        List<ScheduleControl> schedules = of(engine, queue);
        if (schedules.isEmpty()) {
            return List.of();
        }
        Instant now = engine.session().now();
        List<ScheduleRecord> stored = engine.session().schedules();
        return schedules.stream().map(schedule -> schedule.view(stored, now)).toList();
    }

    private JobSchedule view(List<ScheduleRecord> all, Instant now) {
        Optional<ScheduleRecord> stored = find(all);
        return new JobSchedule(
                job.queue(),
                job.name(),
                ScheduleText.of(job.declared()),
                stored.map(ScheduleRecord::changedTo).orElse(null),
                stored.map(ScheduleRecord::pausedBy).orElse(null),
                stored.map(ScheduleRecord::pausedSince).orElse(null),
                stored.map(ScheduleRecord::lastSlot).orElse(null),
                next(stored.orElseGet(() -> beginning(now)), now));
    }

    private ScheduleRecord beginning(Instant now) {
        return ScheduleRecord.beginning(job.queue(), job.name(), now);
    }

    private List<Instant> next(ScheduleRecord stored, Instant now) {
        if (stored.isPaused()) {
            return List.of();
        }
        if (job.inForce(stored) instanceof Schedule.AfterEnd afterEnd) {
            Instant next = stored.lastSlot().plus(afterEnd.delay());
            return stored.lastJob() != null ? List.of() : List.of(next.isAfter(now) ? next : now);
        }
        SlotTimes times = SlotTimes.of(job.inForce(stored));
        return Stream.iterate(times.after(now), Optional::isPresent, time -> time.flatMap(times::after))
                .limit(SHOWN_TIMES)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Adds no jobs until it is resumed; a pause in force stays as it is. */
    public void pause(String by) {
        update((stored, now) -> stored.isPaused() ? stored : stored.paused(by, now));
    }

    /** Ends the pause, if there is one. */
    public void resume() {
        update((stored, now) -> stored.isPaused() ? stored.resumed(now) : stored);
    }

    /**
     * Sets other times than the declared ones.
     *
     * @throws IllegalArgumentException if they are none
     */
    public void change(String times) {
        String text = ScheduleText.of(ScheduleText.parse(times, job.zone()));
        update((stored, now) -> stored.changed(text, now));
    }

    /** Sets the declared times. */
    public void reset() {
        update((stored, now) -> stored.changedTo() == null ? stored : stored.changed(null, now));
    }

    /** Adds a job now. */
    public AddResult runNow() {
        return job.add(engine.intake());
    }

    private void update(BiFunction<ScheduleRecord, Instant, ScheduleRecord> change) {
        StoreSession session = engine.session();
        ScheduleRecord changed;
        do { // until nobody else was faster
            Instant now = session.now();
            ScheduleRecord stored = find(session.schedules()).orElseGet(() -> beginning(now));
            changed = change.apply(stored, now);
            if (changed.equals(stored)) {
                return;
            }
        } while (!session.saveSchedule(changed, List.of()));
        engine.wakeSchedules();
    }

    private Optional<ScheduleRecord> find(List<ScheduleRecord> all) {
        return all.stream()
                .filter(each -> each.queue().equals(job.queue()) && each.job().equals(job.name()))
                .findFirst();
    }
}
