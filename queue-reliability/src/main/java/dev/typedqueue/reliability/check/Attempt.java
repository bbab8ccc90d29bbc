package dev.typedqueue.reliability.check;

import dev.typedqueue.reliability.node.Entry.Event;
import org.jspecify.annotations.Nullable;

/**
 * An attempt, as the node that made it wrote it down.
 *
 * @param node the node
 * @param fencingToken its token
 * @param begunAt when its handler began, in milliseconds since 1970
 * @param end how its handler ended; null if it did not
 * @param endedAt when its handler ended; 0 if it did not
 */
record Attempt(
        String node,
        long fencingToken,
        long begunAt,
        @Nullable Event end,
        long endedAt) {

    Attempt ended(Event event, long at) {
        return new Attempt(node, fencingToken, begunAt, event, at);
    }

    /** Whether its handler came to an end that is the job's outcome, once it is stored. */
    boolean hasOutcome() {
        return end == Event.ENDED;
    }

    /** Whether it failed by its own doing, and the job is rightly tried again. */
    boolean hasFailed() {
        return end == Event.FAILED;
    }
}
