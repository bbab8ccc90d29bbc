/**
 * What an application calls: the runtime, what {@code add} answers, and what a handler is given.
 *
 * <p>Start with {@link dev.typedqueue.QueueRuntime}.
 */
@NullMarked
package dev.typedqueue;

import org.jspecify.annotations.NullMarked;
