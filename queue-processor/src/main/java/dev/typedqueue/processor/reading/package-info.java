/** Turns what the compiler knows of a queue's interface into the model. Reads everything, judges nothing. */
@NullMarked
package dev.typedqueue.processor.reading;

import org.jspecify.annotations.NullMarked;
