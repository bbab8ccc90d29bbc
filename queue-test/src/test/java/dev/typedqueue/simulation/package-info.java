/**
 * The engine and the in-memory store under simulation: a seed decides all that happens, and promises are checked at
 * every step.
 */
@NullMarked
package dev.typedqueue.simulation;

import org.jspecify.annotations.NullMarked;
