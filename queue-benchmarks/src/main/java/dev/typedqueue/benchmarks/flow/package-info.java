/** TypedQueue on any store: adding one by one, and running a backlog of jobs that do nothing but be counted. */
@NullMarked
package dev.typedqueue.benchmarks.flow;

import org.jspecify.annotations.NullMarked;
