/** A part of the processor. */
@NullMarked
package dev.typedqueue.processor.reading;

import org.jspecify.annotations.NullMarked;
