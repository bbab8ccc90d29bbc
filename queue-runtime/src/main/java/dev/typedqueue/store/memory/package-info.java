/** The store that keeps jobs in this process's memory: for tests, and for work that may be lost. */
@NullMarked
package dev.typedqueue.store.memory;

import org.jspecify.annotations.NullMarked;
