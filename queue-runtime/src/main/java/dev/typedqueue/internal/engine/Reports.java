package dev.typedqueue.internal.engine;

import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.Lease;
import dev.typedqueue.spi.Platform;
import dev.typedqueue.spi.Report;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What attempts have told of themselves and the store does not know yet. It is stored at intervals, for all attempts
 * together, and the rest of an attempt before its outcome. Of an attempt that says more than the store is given, the
 * last progress and the newest lines are kept.
 */
final class Reports {

    /** How long the first word waits for others at most. */
    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final int MAX_LENGTH = 1_000;

    private final Platform platform;
    private final Consumer<Duration> wakeIn;
    private final Map<Lease, Unsent> unsent = new LinkedHashMap<>();
    private long dueAt;

    /**
     * Nothing is told yet.
     *
     * @param wakeIn is told when there is something to be stored, and after which time
     */
    Reports(Platform platform, Consumer<Duration> wakeIn) {
        this.platform = platform;
        this.wakeIn = wakeIn;
    }

    private static final class Unsent {

        @Nullable
        JobProgress progress;

        final ArrayDeque<JobLogLine> lines = new ArrayDeque<>();

        void add(JobLogLine line) {
            if (lines.size() == Report.MOST_LINES) {
                lines.removeFirst();
            }
            lines.addLast(line);
        }

        /** Puts what was said earlier before what was said since. */
        void precede(Report earlier) {
            progress = progress == null ? earlier.progress() : progress;
            List<JobLogLine> later = List.copyOf(lines);
            lines.clear();
            earlier.lines().forEach(this::add);
            later.forEach(this::add);
        }

        Report report(Lease lease) {
            return new Report(lease.id(), lease.fencingToken(), progress, List.copyOf(lines));
        }
    }

    void progress(ClaimedJob job, long done, long total, @Nullable String message) {
        JobProgress progress =
                new JobProgress(done, total, message == null ? null : StorableText.of(message, MAX_LENGTH));
        synchronized (this) {
            unsent(lease(job)).progress = progress;
        }
    }

    void log(ClaimedJob job, int attempt, String text) {
        JobLogLine line = new JobLogLine(platform.clock().instant(), attempt, StorableText.of(text, MAX_LENGTH));
        synchronized (this) {
            unsent(lease(job)).add(line);
        }
    }

    private static Lease lease(ClaimedJob job) {
        return new Lease(job.id(), job.fencingToken());
    }

    private Unsent unsent(Lease lease) {
        if (unsent.isEmpty()) {
            dueAt = platform.nanoTime() + INTERVAL.toNanos();
            wakeIn.accept(INTERVAL);
        }
        return unsent.computeIfAbsent(lease, any -> new Unsent());
    }

    /** Takes what is to be stored now: all if it is due, and otherwise what attempts that end have left. */
    synchronized List<Report> take(List<Finish> ends) {
        if (unsent.isEmpty()) {
            return List.of();
        }
        List<Report> taken = new ArrayList<>();
        if (dueAt - platform.nanoTime() <= 0) {
            unsent.forEach((lease, each) -> taken.add(each.report(lease)));
            unsent.clear();
            return taken;
        }
        for (Finish end : ends) {
            Lease lease = new Lease(end.id(), end.fencingToken());
            Unsent rest = unsent.remove(lease);
            if (rest != null) {
                taken.add(rest.report(lease));
            }
        }
        return taken;
    }

    /** Keeps what could not be stored, for the next time. */
    synchronized void giveBack(List<Report> reports) {
        reports.forEach(
                report -> unsent(new Lease(report.id(), report.fencingToken())).precede(report));
    }

    /** After which time something is to be stored, or the given time if there is nothing. */
    synchronized Duration untilDue(Duration otherwise) {
        return unsent.isEmpty() ? otherwise : Duration.ofNanos(Math.max(0, dueAt - platform.nanoTime()));
    }
}
