/**
 * Measures TypedQueue beside the raw limits of the same machine, in one run: cells are run in turn, several rounds of
 * each, so that a noisy moment hits all of them. Every cell of the flow checks that each job ran exactly once.
 */
package dev.typedqueue.benchmarks;
