package dev.typedqueue.spi;

import java.time.Instant;

/** What a person does to a job. */
public sealed interface JobAction {

    /**
     * Makes it ready with all its attempts before it: a failed, cancelled, parked or scheduled job. A failed or
     * cancelled job whose unique key another job holds is left as it is.
     */
    record Retry() implements JobAction {}

    /**
     * Cancels it: a job that waits at once, a running one by telling its handler. If the attempt ends otherwise than by
     * completion or its last failure, or its node dies, the job is cancelled then. A finished job is left as it is.
     */
    record Cancel() implements JobAction {}

    /** Deletes it, whatever its state. The end of a running attempt then changes nothing. */
    record Delete() implements JobAction {}

    /**
     * Lets it run at another time: a scheduled, ready, blocked or parked job. It gives back all that it holds at its
     * gates, its turn in an order too, and stands at the first of them again when it is due.
     *
     * @param at when
     */
    record Reschedule(Instant at) implements JobAction {}
}
