/**
 * The kit for tests of queues: {@link dev.typedqueue.test.TestQueues} runs jobs when the test says so, on simulated
 * time, and {@link dev.typedqueue.test.QueueAssertions} says what a test expects of them.
 */
@NullMarked
package dev.typedqueue.test;

import org.jspecify.annotations.NullMarked;
