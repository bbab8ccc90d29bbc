/** TypedQueue beside its peers, a hand-written loop and the raw limits, on one PostgreSQL server. */
@NullMarked
package dev.typedqueue.benchmarks.postgres;

import org.jspecify.annotations.NullMarked;
