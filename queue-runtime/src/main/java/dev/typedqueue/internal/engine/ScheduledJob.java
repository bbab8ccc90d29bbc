package dev.typedqueue.internal.engine;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.annotation.MissedRuns;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.Schedule;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.ScheduleRecord;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A job with a schedule, as it is declared. */
final class ScheduledJob<P> {

    /** How late a time may be, and still not count as missed. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final QueueDefinition queue;
    private final JobDefinition<P> job;
    private final JobDefinition.ScheduledPayload<P> scheduled;

    private ScheduledJob(QueueDefinition queue, JobDefinition<P> job, JobDefinition.ScheduledPayload<P> scheduled) {
        this.queue = queue;
        this.job = job;
        this.scheduled = scheduled;
    }

    /** The job with its schedule, if it has one. */
    static <P> Optional<ScheduledJob<P>> of(QueueDefinition queue, JobDefinition<P> job) {
        return job.schedule().map(scheduled -> new ScheduledJob<>(queue, job, scheduled));
    }

    /** All of a queue. */
    static List<ScheduledJob<?>> in(QueueDefinition queue) {
        return queue.jobs().stream()
                .flatMap(job -> of(queue, job).stream())
                .<ScheduledJob<?>>map(job -> job)
                .toList();
    }

    String queue() {
        return queue.name();
    }

    String name() {
        return job.name();
    }

    Schedule.Timing declared() {
        return scheduled.schedule().timing();
    }

    /** The time zone of expressions that name none. */
    ZoneId zone() {
        return declared() instanceof Schedule.Cron cron ? cron.zone() : ZoneOffset.UTC;
    }

    /** What holds: what a person has changed it to, or what is declared. */
    Schedule.Timing inForce(ScheduleRecord stored) {
        return stored.changedTo() == null ? declared() : ScheduleText.parse(stored.changedTo(), zone());
    }

    /** How many slots of the past make jobs at the most. */
    int mostMissed() {
        return scheduled.schedule().missed() == MissedRuns.ALL
                ? scheduled.schedule().mostMissed()
                : 1;
    }

    /**
     * The jobs for slots that are due, at least one, as far as missed ones are made up for and the rules admit them.
     */
    List<NewJob> jobsFor(List<Instant> due, SlotTimes times, Instant now, Intake intake) {
        return chosen(due, now).stream()
                .flatMap(
                        slot -> intake.scheduled(queue, job, scheduled.payload().get(), runAt(slot, times)).stream())
                .toList();
    }

    private Instant runAt(Instant slot, SlotTimes times) {
        return Jitter.of(queue(), name(), slot, scheduled.schedule().jitter(), times.after(slot));
    }

    private List<Instant> chosen(List<Instant> due, Instant now) {
        Instant latest = due.get(due.size() - 1);
        return switch (scheduled.schedule().missed()) {
            case SKIP -> latest.isBefore(now.minus(TOLERANCE)) ? List.of() : List.of(latest);
            case ONCE -> List.of(latest);
            case ALL -> due;
        };
    }

    /** Adds one job now. */
    AddResult add(Intake intake) {
        return intake.add(queue, job, List.of(scheduled.payload().get()), AddOptions.now(), null)
                .get(0);
    }
}
