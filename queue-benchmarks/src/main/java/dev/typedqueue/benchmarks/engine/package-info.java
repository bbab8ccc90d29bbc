/** The cost of the library itself, without a database. */
@NullMarked
package dev.typedqueue.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
