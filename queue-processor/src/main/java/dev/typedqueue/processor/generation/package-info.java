/** Prints the model of a valid queue as Java. Decides nothing. */
@NullMarked
package dev.typedqueue.processor.generation;

import org.jspecify.annotations.NullMarked;
