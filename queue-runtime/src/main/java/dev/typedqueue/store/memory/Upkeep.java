package dev.typedqueue.store.memory;

import dev.typedqueue.JobState;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.Promotion;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What nodes do now and then, page by page: promotion, parking, retention. */
final class Upkeep {

    private final Jobs jobs;
    private final Transitions transitions;

    Upkeep(Jobs jobs, Transitions transitions) {
        this.jobs = jobs;
        this.transitions = transitions;
    }

    Promotion promoteDue(int limit, Instant now) {
        Set<String> queues = new HashSet<>();
        int promoted = 0;
        while (promoted < limit && !jobs.waiting.isEmpty() && isDue(jobs.waiting.first(), now)) {
            Row row = jobs.waiting.first();
            transitions.promote(row);
            if (row.state == JobState.READY) {
                queues.add(row.queue);
                promoted++;
            }
        }
        promoted += jobs.gates.admit(limit - promoted, now, queues);
        return new Promotion(promoted, queues, earlier(untilNext(now), jobs.gates.untilNext(now)));
    }

    private static @Nullable Duration earlier(@Nullable Duration one, @Nullable Duration other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) < 0 ? one : other;
    }

    private static boolean isDue(Row row, Instant now) {
        return !row.runAt.isAfter(now);
    }

    private @Nullable Duration untilNext(Instant now) {
        if (jobs.waiting.isEmpty()) {
            return null;
        }
        Row next = jobs.waiting.first();
        return isDue(next, now) ? Duration.ZERO : Duration.between(now, next.runAt);
    }

    int park(String queue, Set<JobKind> known, int limit) {
        int parked = 0;
        for (JobKind kind : jobs.readyKinds(queue)) {
            if (known.contains(kind)) {
                continue;
            }
            for (Row row : firstOf(jobs.ready(queue, kind), limit - parked)) {
                transitions.park(row);
                parked++;
            }
        }
        return parked;
    }

    int unpark(String queue, Set<JobKind> known, int limit) {
        int unparked = 0;
        for (JobKind kind : known) {
            for (Row row : firstOf(jobs.unknown(queue, kind), limit - unparked)) {
                transitions.promote(row);
                unparked++;
            }
        }
        return unparked;
    }

    private static List<Row> firstOf(NavigableSet<Row> rows, int limit) {
        return rows.stream().limit(limit).toList();
    }

    int purge(String queue, JobState state, Instant finishedBy, int limit) {
        List<Row> old = jobs.finished(queue, state).stream()
                .limit(limit)
                .takeWhile(row -> row.finishedAt != null && !row.finishedAt.isAfter(finishedBy))
                .toList();
        old.forEach(transitions::delete);
        return old.size();
    }
}
