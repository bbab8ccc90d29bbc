/**
 * TypedQueue as a user has it: queues are declared with annotations, the processor makes their facades, and the runtime
 * runs them on each store.
 */
@NullMarked
package dev.typedqueue.acceptance;

import org.jspecify.annotations.NullMarked;
