package dev.typedqueue.definition;

import dev.typedqueue.AddContext;
import dev.typedqueue.Admission;

/**
 * Decides whether a job may be added.
 *
 * @param <P> the payload's type
 */
@FunctionalInterface
public interface AdmissionRule<P> {

    /** Admits the payload or refuses it. What it throws reaches the caller of {@code add}. */
    Admission check(P payload, AddContext context);
}
