package dev.typedqueue.spi;

import dev.typedqueue.JobId;
import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt tells of itself while it runs.
 *
 * @param id the job
 * @param fencingToken the token that its claim gave
 * @param progress how far it has come, or null if that is as it was
 * @param lines lines for the job's log, the oldest first; at most {@link #MOST_LINES}
 */
public record Report(JobId id, long fencingToken, @Nullable JobProgress progress, List<JobLogLine> lines) {

    /** How many lines the log of a job has at most. */
    public static final int MOST_LINES = 100;

    /** Keeps a copy of the lines. */
    public Report {
        lines = List.copyOf(lines);
    }

    /** The log of a job after this report: the newest lines. */
    public List<JobLogLine> appendedTo(List<JobLogLine> log) {
        List<JobLogLine> all = new ArrayList<>(log);
        all.addAll(lines);
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST_LINES), all.size()));
    }
}
