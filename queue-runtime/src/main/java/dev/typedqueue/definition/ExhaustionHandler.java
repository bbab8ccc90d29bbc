package dev.typedqueue.definition;

import dev.typedqueue.JobContext;

/**
 * Is told of a job that has used up its attempts.
 *
 * @param <P> the payload's type
 */
@FunctionalInterface
public interface ExhaustionHandler<P> {

    /** Reacts to a dead letter. What it throws is logged. */
    void exhausted(P payload, JobContext context, Throwable cause) throws Exception;
}
