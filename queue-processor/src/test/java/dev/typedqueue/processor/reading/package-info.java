/** Whether what the reader takes for granted is so. */
@NullMarked
package dev.typedqueue.processor.reading;

import org.jspecify.annotations.NullMarked;
