/** TypedQueue on SQLite beside one transaction for each operation. */
@NullMarked
package dev.typedqueue.benchmarks.sqlite;

import org.jspecify.annotations.NullMarked;
