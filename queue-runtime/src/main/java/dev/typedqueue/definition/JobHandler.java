package dev.typedqueue.definition;

import dev.typedqueue.JobContext;

/**
 * Does a job's work.
 *
 * @param <P> the payload's type
 */
@FunctionalInterface
public interface JobHandler<P> {

    /** Runs one attempt: to return is to complete, to throw is to fail. */
    void handle(P payload, JobContext context) throws Exception;
}
