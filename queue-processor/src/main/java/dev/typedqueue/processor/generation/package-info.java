/** A part of the processor. */
@NullMarked
package dev.typedqueue.processor.generation;

import org.jspecify.annotations.NullMarked;
