package dev.typedqueue.reliability.node;

/** What a job's handler does. */
public enum Conduct {
    /** Ends at once. */
    PROMPT,
    /** Takes a fifth of a second, with a connection of the pool if there is one. */
    SLOW,
    /** Fails in its first attempt. */
    FAILS_ONCE,
    /** Becomes a dead letter whose note names the fencing token: it shows whose outcome was stored. */
    TESTIFIES,
    /** Throws an OutOfMemoryError in its first attempt. */
    RUNS_OUT_OF_MEMORY,
    /** Throws a StackOverflowError in its first attempt. */
    OVERFLOWS_THE_STACK,
    /** Calls System.exit in its first attempt. */
    EXITS,
    /** Takes three seconds, and does not heed interruption. */
    IS_DEAF,
    /** Kills its process, each time. */
    IS_POISON
}
