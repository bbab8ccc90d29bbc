package dev.typedqueue.store.sqlite;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The fencing tokens that new jobs begin with; each claim raises that of its job.
 *
 * <p>They follow the time, so that a job which is added again under the id of one that was deleted begins above all
 * that the deleted one has reached: the end of an attempt at the latter cannot be taken for that of the former.
 */
final class FencingTokens {

    /** Room for so many claims in a microsecond between the deletion of a job and its return. */
    private static final int CLAIMS_A_MICROSECOND = 256;

    private final AtomicLong last = new AtomicLong();

    /** A token greater than all that this process gave out before. */
    long next(long nowMicros) {
        return last.updateAndGet(before -> Math.max(before + CLAIMS_A_MICROSECOND, nowMicros * CLAIMS_A_MICROSECOND));
    }
}
