package dev.typedqueue.reliability.arena;

import java.util.Set;

/**
 * A fault that was injected.
 *
 * @param begin when it began, in milliseconds since 1970
 * @param end when it was over
 * @param nodes whom it could touch; empty for all
 * @param kind what kind it was of
 */
public record Fault(long begin, long end, Set<String> nodes, Kind kind) {

    /** What kind a fault is of. */
    public enum Kind {
        /** A node's process ended. */
        DEATH,
        /** A node was frozen. */
        FREEZE,
        /** The store could not be reached, or did not work. */
        OUTAGE,
        /** A node was told to end, and did. */
        STOP,
        /** Clocks jumped. */
        CLOCK,
        /** The load came to its end. That is no fault, but ends a process all the same. */
        END
    }

    /** Whether the processes of its nodes ended with it. */
    public boolean endsNodes() {
        return kind == Kind.DEATH || kind == Kind.STOP || kind == Kind.END;
    }

    /** Whether it could touch a node. */
    public boolean touches(String node) {
        return nodes.isEmpty() || nodes.contains(node);
    }
}
