package dev.typedqueue.store.memory;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Uniqueness;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who holds which key. A key changes hands when someone asks for it, not when its holder is done with it. */
final class UniqueKeys {

    private final Jobs jobs;

    UniqueKeys(Jobs jobs) {
        this.jobs = jobs;
    }

    /** The job that keeps a new one from being added, or null. */
    @Nullable
    Row holderInTheWay(NewJob job, Instant now) {
        return job.uniqueness() == null ? null : holderInTheWay(job.queue(), job.uniqueness(), now);
    }

    private @Nullable Row holderInTheWay(String queue, Uniqueness uniqueness, Instant now) {
        JobId holder = jobs.holders.get(new Jobs.Key(queue, uniqueness.key()));
        Row row = holder == null ? null : jobs.byId.get(holder);
        return row != null && row.uniqueness != null && standsInTheWay(row, row.uniqueness, now) ? row : null;
    }

    private static boolean standsInTheWay(Row row, Uniqueness uniqueness, Instant now) {
        if (uniqueness.within() != null && now.isBefore(Times.plus(row.addedAt, uniqueness.within()))) {
            return true;
        }
        return switch (uniqueness.until()) {
            case STARTED -> !row.state.isFinished() && row.state != JobState.RUNNING;
            case FINISHED -> !row.state.isFinished();
            case REMOVED -> true;
        };
    }

    InsertResult conflict(Row holder, NewJob job, Instant now) {
        Uniqueness uniqueness = Objects.requireNonNull(job.uniqueness());
        Duration maxWait = uniqueness.maxWait();
        boolean replaces = uniqueness.onConflict() != Unique.OnConflict.KEEP
                && !holder.state.isFinished()
                && holder.state != JobState.RUNNING;
        if (!replaces) {
            return new InsertResult.Kept(holder.id);
        }
        jobs.change(holder, () -> {
            jobs.gates.leave(holder, Gates.Leave.ENDED);
            holder.gates = job.gates();
            holder.kind = job.kind();
            holder.payload = job.payload();
            holder.priority = job.priority();
            holder.runAt = bounded(holder, job.runAt() == null ? now : job.runAt(), maxWait);
            holder.state = Transitions.waiting(holder, now);
        });
        return new InsertResult.Replaced(holder.id);
    }

    private static Instant bounded(Row holder, Instant runAt, @Nullable Duration maxWait) {
        if (maxWait == null) {
            return runAt;
        }
        Instant latest = Times.plus(holder.addedAt, maxWait);
        return Collections.min(List.of(runAt, Collections.max(List.of(latest, holder.runAt))));
    }

    void hold(Row row) {
        if (row.uniqueness != null) {
            jobs.holders.put(new Jobs.Key(row.queue, row.uniqueness.key()), row.id);
        }
    }

    /** Takes the key of a finished job again, unless another stands in its way. */
    boolean regain(Row row, Instant now) {
        if (row.uniqueness == null) {
            return true;
        }
        Row holder = holderInTheWay(row.queue, row.uniqueness, now);
        if (holder != null && holder != row) {
            return false;
        }
        hold(row);
        return true;
    }

    void release(Row row) {
        if (row.uniqueness != null) {
            jobs.holders.remove(new Jobs.Key(row.queue, row.uniqueness.key()), row.id);
        }
    }
}
