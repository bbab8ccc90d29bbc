/** The faults. */
@NullMarked
package dev.typedqueue.reliability.scenario;

import org.jspecify.annotations.NullMarked;
