/** Hours of mixed load, and how memory, tables and throughput go. */
@NullMarked
package dev.typedqueue.reliability.soak;

import org.jspecify.annotations.NullMarked;
