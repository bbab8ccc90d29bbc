package dev.typedqueue.spi;

import dev.typedqueue.JobId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the store keeps of a schedule.
 *
 * @param queue the queue's name
 * @param job the job's name
 * @param revision how often it was stored; 0 for one that never was
 * @param lastSlot up to which time its jobs have been added: its last slot, or when it was begun, changed or resumed
 * @param changedTo the times that stand instead of the declared ones, or null
 * @param pausedBy who paused it, or null
 * @param pausedSince since when it is paused, or null
 * @param lastJob the job that it has added and whose end it waits for, or null
 */
public record ScheduleRecord(
        String queue,
        String job,
        long revision,
        Instant lastSlot,
        @Nullable String changedTo,
        @Nullable String pausedBy,
        @Nullable Instant pausedSince,
        @Nullable JobId lastJob) {

    /** A schedule that was never seen before. */
    public static ScheduleRecord beginning(String queue, String job, Instant now) {
        return new ScheduleRecord(queue, job, 0, now, null, null, null, null);
    }

    /** As it is once it has been stored. */
    public ScheduleRecord next() {
        return new ScheduleRecord(queue, job, revision + 1, lastSlot, changedTo, pausedBy, pausedSince, lastJob);
    }

    /** Whether no jobs are added until it is resumed. */
    public boolean isPaused() {
        return pausedBy != null;
    }

    /** Moved on to a slot, for which a job was added whose end is waited for, or null. */
    public ScheduleRecord at(Instant slot, @Nullable JobId job) {
        return new ScheduleRecord(queue, this.job, revision, slot, changedTo, pausedBy, pausedSince, job);
    }

    /** With no jobs to come until it is resumed. */
    public ScheduleRecord paused(String by, Instant since) {
        return new ScheduleRecord(queue, job, revision, lastSlot, changedTo, by, since, lastJob);
    }

    /** Without a pause, from now on. */
    public ScheduleRecord resumed(Instant now) {
        return new ScheduleRecord(queue, job, revision, notBack(now), changedTo, null, null, lastJob);
    }

    /** At other times, from now on; the declared ones for null. */
    public ScheduleRecord changed(@Nullable String times, Instant now) {
        return new ScheduleRecord(queue, job, revision, notBack(now), times, pausedBy, pausedSince, lastJob);
    }

    /** A clock that was set back, or was read a while ago, must not make a time come twice. */
    private Instant notBack(Instant now) {
        return now.isAfter(lastSlot) ? now : lastSlot;
    }
}
