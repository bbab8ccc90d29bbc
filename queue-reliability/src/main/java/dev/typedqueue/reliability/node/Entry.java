package dev.typedqueue.reliability.node;

import dev.typedqueue.JobId;
import java.util.Locale;
import java.util.Optional;

/**
 * A line of a journal.
 *
 * @param event what happened
 * @param job to which job; for {@link Event#READY} its id means nothing
 * @param fencingToken of the attempt; 0 where there is none
 * @param at when, in milliseconds since 1970 by the machine's clock
 */
public record Entry(Event event, JobId job, long fencingToken, long at) {

    /** What happened. */
    public enum Event {
        /** The process has started its runtime. */
        READY,
        /** The call that added the job has returned. */
        ACKNOWLEDGED,
        /** The handler has begun. */
        BEGUN,
        /** The handler is about to return, or to become a dead letter: what follows is the job's outcome. */
        ENDED,
        /** The handler is about to fail, so that its job is tried again. */
        FAILED,
        /** The handler was interrupted. */
        INTERRUPTED
    }

    String line() {
        return event.name() + ' ' + job + ' ' + fencingToken + ' ' + at + '\n';
    }

    /** Reads a line; the last one of a killed process may be torn, and is nothing then. */
    public static Optional<Entry> parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4 || parts[3].length() != 13) {
            return Optional.empty();
        }
        return Optional.of(new Entry(
                Event.valueOf(parts[0].toUpperCase(Locale.ROOT)),
                JobId.parse(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3])));
    }
}
