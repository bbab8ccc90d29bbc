package dev.typedqueue.definition;

import dev.typedqueue.annotation.Ordered.OnFailure;
import java.time.Duration;

/**
 * How many jobs of a queue may run at a time, how many may begin in a time, or in which order. It holds for all jobs of
 * the queue that name it; if they name keys, for each key by itself.
 */
public sealed interface Limit {

    /** Its name, unique within its queue. */
    String name();

    /**
     * So many jobs at a time are ready or run. A job that waits for its next attempt is not one of them.
     *
     * @param most at least 1
     */
    record Concurrency(String name, int most) implements Limit {

        /** Checks the range. */
        public Concurrency {
            require(most >= 1, name, "at least one job at a time must be let through, but most is " + most);
        }
    }

    /**
     * So many jobs in a time. A gate that was not used gathers permits, up to {@code burst}. A job that is tried again
     * needs a permit again.
     *
     * @param permits how many jobs in the time; at least 1
     * @param per the time; at least a millisecond
     * @param burst how many jobs may be let through at once, and how many that were let through may be ready at most;
     *     at least 1
     */
    record Rate(String name, int permits, Duration per, int burst) implements Limit {

        /** Checks the ranges. */
        public Rate {
            require(permits >= 1, name, "permits must be at least 1, but are " + permits);
            require(per.compareTo(Duration.ofMillis(1)) >= 0, name, "per must be at least 1 ms, but is " + per);
            require(burst >= 1, name, "burst must be at least 1, but is " + burst);
        }

        /** The time after which one permit more is there. */
        public Duration interval() {
            return per.dividedBy(permits);
        }
    }

    /**
     * One job at a time, in the order of their ids.
     *
     * @param onFailure what a failure of the first means to the others
     */
    record Order(String name, OnFailure onFailure) implements Limit {}

    /** Whether a job that was let through keeps others from passing when it waits for its next attempt. */
    default boolean keepsTurnWhileWaiting() {
        return this instanceof Order order && order.onFailure() != OnFailure.PASS;
    }

    /** Whether a job that was let through keeps others from passing when it has become a dead letter. */
    default boolean keepsTurnOnceFailed() {
        return this instanceof Order order && order.onFailure() == OnFailure.STOP;
    }

    private static void require(boolean holds, String name, String message) {
        if (!holds) {
            throw new IllegalArgumentException("Limit \"" + name + "\": " + message);
        }
    }
}
