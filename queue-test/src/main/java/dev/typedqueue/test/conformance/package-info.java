/**
 * The contract of a store, as tests. A new store subclasses {@link dev.typedqueue.test.conformance.StoreConformance},
 * or {@link dev.typedqueue.test.conformance.JdbcStoreConformance} if callers can bring a connection, and gives it a
 * {@link dev.typedqueue.test.conformance.StoreFixture}.
 */
@NullMarked
package dev.typedqueue.test.conformance;

import org.jspecify.annotations.NullMarked;
