/** What the processor costs a build. */
@NullMarked
package dev.typedqueue.benchmarks.compiler;

import org.jspecify.annotations.NullMarked;
