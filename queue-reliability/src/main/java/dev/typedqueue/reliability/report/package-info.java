/** Writes the page, its figures and its charts. */
@NullMarked
package dev.typedqueue.reliability.report;

import org.jspecify.annotations.NullMarked;
