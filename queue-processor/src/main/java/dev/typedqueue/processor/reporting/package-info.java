/** A part of the processor. */
@NullMarked
package dev.typedqueue.processor.reporting;

import org.jspecify.annotations.NullMarked;
