package dev.typedqueue.definition;

import dev.typedqueue.JobContext;
import dev.typedqueue.RunDecision;

/**
 * Decides whether an attempt may start now.
 *
 * @param <P> the payload's type
 */
@FunctionalInterface
public interface RunRule<P> {

    /** Lets the attempt start or postpones it. To throw counts as a failed attempt. */
    RunDecision decide(P payload, JobContext context) throws Exception;
}
