/** Writes the figures: a page and charts for people, JSON for programs. */
@NullMarked
package dev.typedqueue.benchmarks.report;

import org.jspecify.annotations.NullMarked;
