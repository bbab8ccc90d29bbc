package dev.typedqueue.internal.engine;

import dev.typedqueue.QueuedJob;
import dev.typedqueue.StoreException;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.Schedule;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Adds the jobs of schedules. Every node does so: the store keeps how far each schedule has come, and the node that
 * moves it on adds the jobs in the same transaction, so that each time makes one job. A schedule that was never seen
 * before begins now.
 *
 * <p>The store keeps what a person has changed too. Each round reads it anew, so that a pause holds at once on all
 * nodes; a time that is earlier than the one a node waits for is seen there after {@link #LONGEST_WAIT}.
 */
final class CronScheduler {

    /** How often to look even if nothing is due, unless the engine is told to poll less often: clocks jump. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private record Key(String queue, String job) {}

    private final StoreSession session;
    private final Intake intake;
    private final Duration longestWait;
    private final List<Entry> entries;
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
                .flatMap(queue -> ScheduledJob.in(queue).stream())
                .map(Entry::new)
                .toList();
        this.loop = new Loop("schedule", platform, outages, this::round);
    }

    void start() {
        if (!entries.isEmpty()) {
            loop.start();
        }
    }

    /** A schedule was changed. */
    void wake() {
        loop.wake();
    }

    void stop() {
        loop.stop();
    }

    private Duration round() {
        Instant now = session.now();
        Map<Key, ScheduleRecord> stored = session.schedules().stream()
                .collect(Collectors.toMap(each -> new Key(each.queue(), each.job()), Function.identity()));
        Duration wait = longestWait;
        RuntimeException failure = null;
        for (Entry entry : entries) {
            try {
                Duration untilNext = look(entry, stored.get(entry.key()), now);
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

    private Duration look(Entry entry, @Nullable ScheduleRecord stored, Instant now) {
        if (stored != null && stored.isPaused()) {
            return longestWait;
        }
        if (entry.isOutdated(stored, now)) {
            ScheduleRecord last =
                    stored == null ? ScheduleRecord.beginning(entry.job.queue(), entry.job.name(), now) : stored;
            entry.next = moveOn(entry.job, last, now);
            entry.revision = last.revision();
        }
        return entry.next == null ? longestWait : Duration.between(now, entry.next);
    }

    /**
     * Whoever is faster, this node or another: the schedule stands after now, or at another's later time.
     *
     * @return the next time, or null if there is none
     */
    private @Nullable Instant moveOn(ScheduledJob<?> job, ScheduleRecord last, Instant now) {
        return job.inForce(last) instanceof Schedule.AfterEnd afterEnd
                ? moveOn(job, afterEnd, last, now)
                : moveOn(job, SlotTimes.of(job.inForce(last)), last, now);
    }

    private @Nullable Instant moveOn(ScheduledJob<?> job, SlotTimes times, ScheduleRecord last, Instant now) {
        List<Instant> due = times.latestBetween(last.lastSlot(), now, job.mostMissed());
        if (!due.isEmpty()) {
            List<NewJob> jobs = job.jobsFor(due, times, now, intake);
            save(job, last.at(due.get(due.size() - 1), null), jobs);
        } else if (last.revision() == 0) {
            session.saveSchedule(last, List.of());
        }
        return times.after(now).orElse(null);
    }

    /**
     * The record keeps the job that was added last, and once it has ended, its end: the job itself may be deleted.
     * Whoever looks once a delay sees the end before the next job is due.
     */
    private Instant moveOn(ScheduledJob<?> job, Schedule.AfterEnd afterEnd, ScheduleRecord last, Instant now) {
        Optional<ScheduleRecord> ended = ended(last, now);
        if (ended.isEmpty()) {
            return now.plus(afterEnd.delay().compareTo(longestWait) < 0 ? afterEnd.delay() : longestWait);
        }
        Instant next = ended.get().lastSlot().plus(afterEnd.delay());
        if (next.isAfter(now)) {
            if (!ended.get().equals(last) || last.revision() == 0) {
                session.saveSchedule(ended.get(), List.of());
            }
            return next;
        }
        List<NewJob> jobs = job.jobsFor(List.of(next), SlotTimes.of(afterEnd), now, intake);
        save(job, ended.get().at(now, jobs.isEmpty() ? null : jobs.get(0).id()), jobs);
        return now.plus(afterEnd.delay());
    }

    /** The record with the end of its last job, if that has ended. */
    private Optional<ScheduleRecord> ended(ScheduleRecord last, Instant now) {
        if (last.lastJob() == null) {
            return Optional.of(last);
        }
        Optional<QueuedJob> job = session.find(last.lastJob());
        if (job.isPresent() && !job.get().state().isFinished()) {
            return Optional.empty();
        }
        Instant end = job.map(QueuedJob::finishedAt).orElse(now);
        return Optional.of(last.at(end.isAfter(last.lastSlot()) ? end : last.lastSlot(), null));
    }

    private void save(ScheduledJob<?> job, ScheduleRecord moved, List<NewJob> jobs) {
        if (session.saveSchedule(moved, jobs)) {
            jobs.forEach(each -> intake.wakeWorker(job.queue(), Objects.requireNonNull(each.runAt())));
        }
    }

    /** A schedule as this node has seen it last. */
    private static final class Entry {
        private final ScheduledJob<?> job;
        private long revision;
        private @Nullable Instant next;

        private Entry(ScheduledJob<?> job) {
            this.job = job;
        }

        Key key() {
            return new Key(job.queue(), job.name());
        }

        boolean isOutdated(@Nullable ScheduleRecord stored, Instant now) {
            return stored == null || stored.revision() != revision || next == null || !next.isAfter(now);
        }
    }
}
