/**
 * What the processor reports, generates and leaves alone. {@link dev.typedqueue.processor.Mistake} is how the tests of
 * messages are written, {@link dev.typedqueue.processor.Sources} runs the compiler.
 */
@NullMarked
package dev.typedqueue.processor;

import org.jspecify.annotations.NullMarked;
