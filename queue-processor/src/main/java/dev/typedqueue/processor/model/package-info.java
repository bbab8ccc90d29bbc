/** A part of the processor. */
@NullMarked
package dev.typedqueue.processor.model;

import org.jspecify.annotations.NullMarked;
