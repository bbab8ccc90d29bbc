/** Measures TypedQueue beside its peers and the raw limits of the same machine, in one run. */
@NullMarked
package dev.typedqueue.benchmarks;

import org.jspecify.annotations.NullMarked;
