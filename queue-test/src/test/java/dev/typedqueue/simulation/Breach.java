package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import org.jspecify.annotations.Nullable;

/**
 * A promise that was broken.
 *
 * @param step at which event
 * @param promise its words
 * @param job whose, or null if it is no job's
 * @param how what is wrong
 */
record Breach(int step, String promise, @Nullable JobId job, String how) {}
