/** Runs real processes, injects real faults, and checks what became of each job that was acknowledged. */
@NullMarked
package dev.typedqueue.reliability;

import org.jspecify.annotations.NullMarked;
