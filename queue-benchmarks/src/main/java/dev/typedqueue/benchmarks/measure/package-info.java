/**
 * What is measured, and how: cells are run in turn, several rounds of each, so that a noisy moment hits all of them.
 */
@NullMarked
package dev.typedqueue.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
