/** Compares what the processes wrote down with what the store says. */
@NullMarked
package dev.typedqueue.reliability.check;

import org.jspecify.annotations.NullMarked;
