/**
 * What a declaration says, as immutable data. The reader fills it, validators look at it, and generators print it; none
 * of them looks back into the compiler's own model.
 */
@NullMarked
package dev.typedqueue.processor.model;

import org.jspecify.annotations.NullMarked;
