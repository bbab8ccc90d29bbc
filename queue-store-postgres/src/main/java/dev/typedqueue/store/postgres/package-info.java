/** The store that keeps jobs in PostgreSQL. */
@NullMarked
package dev.typedqueue.store.postgres;

import org.jspecify.annotations.NullMarked;
