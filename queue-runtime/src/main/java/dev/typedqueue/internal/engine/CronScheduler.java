package dev.typedqueue.internal.engine;

import dev.typedqueue.StoreException;
import dev.typedqueue.annotation.MissedRuns;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.Schedule;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Adds the jobs of schedules. Every node does so: the store keeps the last time of each schedule, and the node that
 * moves it on adds the jobs in the same transaction, so that each time makes one job. A schedule that was never seen
 * before begins now.
 */
final class CronScheduler {

    /** How late a time may be, and still not count as missed. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** How often to look even if nothing is due, unless the engine is told to poll less often: clocks jump. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private static final int MOST_MISSED = 1_000;

    private final StoreSession session;
    private final Intake intake;
    private final Duration longestWait;
    private final List<Entry<?>> entries;
    private final Loop loop;

    CronScheduler(
            StoreSession session,
            Platform platform,
            Outages outages,
            Intake intake,
            List<QueueDefinition> queues,
            Duration longestWait) {
        this.session = session;
        this.intake = intake;
        this.longestWait = longestWait;
        this.entries = queues.stream()
                .flatMap(queue -> queue.jobs().stream().flatMap(job -> Entry.of(queue, job).stream()))
                .<Entry<?>>map(entry -> entry)
                .toList();
        this.loop = new Loop("schedule", platform, outages, this::round);
    }

    void start() {
        if (!entries.isEmpty()) {
            loop.start();
        }
    }

    void stop() {
        loop.stop();
    }

    private Duration round() {
        Instant now = session.now();
        Duration wait = longestWait;
        RuntimeException failure = null;
        for (Entry<?> entry : entries) {
            try {
                Duration untilNext = look(entry, now);
                wait = untilNext.compareTo(wait) < 0 ? untilNext : wait;
            } catch (StoreException e) {
                throw e;
            } catch (RuntimeException e) { // a rule or payload of one job's must not hold up the others
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return wait;
    }

    private Duration look(Entry<?> entry, Instant now) {
        if (entry.next == null || !entry.next.isAfter(now)) {
            Instant last = session.lastSlot(entry.queue.name(), entry.name()).orElse(null);
            moveOn(entry, last, now);
        }
        return entry.next == null ? longestWait : Duration.between(now, entry.next);
    }

    /** Whoever is faster, this node or another: the schedule stands after now, or at another's later time. */
    private void moveOn(Entry<?> entry, @Nullable Instant last, Instant now) {
        List<Instant> due = last == null ? List.of() : entry.times.latestBetween(last, now, entry.mostJobs());
        if (last == null) {
            session.advance(entry.queue.name(), entry.name(), null, now, List.of());
        } else if (!due.isEmpty()) {
            List<NewJob> jobs = entry.jobsFor(due, now, intake);
            boolean first = session.advance(entry.queue.name(), entry.name(), last, due.get(due.size() - 1), jobs);
            if (first && !jobs.isEmpty()) {
                intake.wakeWorker(entry.queue.name());
            }
        }
        entry.next = entry.times.after(now).orElse(null);
    }

    private static final class Entry<P> {
        private final QueueDefinition queue;
        private final JobDefinition<P> job;
        private final JobDefinition.ScheduledPayload<P> schedule;
        private final SlotTimes times;
        private @Nullable Instant next;

        private Entry(QueueDefinition queue, JobDefinition<P> job, JobDefinition.ScheduledPayload<P> schedule) {
            this.queue = queue;
            this.job = job;
            this.schedule = schedule;
            this.times = SlotTimes.of(schedule.schedule());
        }

        static <P> Optional<Entry<P>> of(QueueDefinition queue, JobDefinition<P> job) {
            return job.schedule().map(schedule -> new Entry<>(queue, job, schedule));
        }

        String name() {
            return job.name();
        }

        int mostJobs() {
            return schedule.schedule().missed() == MissedRuns.ALL ? MOST_MISSED : 1;
        }

        List<NewJob> jobsFor(List<Instant> due, Instant now, Intake intake) {
            return chosen(due, now).stream()
                    .flatMap(slot ->
                            intake.scheduled(queue, job, schedule.payload().get(), slot).stream())
                    .toList();
        }

        private List<Instant> chosen(List<Instant> due, Instant now) {
            Instant latest = due.get(due.size() - 1);
            Schedule declared = schedule.schedule();
            return switch (declared.missed()) {
                case SKIP -> latest.isBefore(now.minus(TOLERANCE)) ? List.of() : List.of(latest);
                case ONCE -> List.of(latest);
                case ALL -> due;
            };
        }
    }
}
