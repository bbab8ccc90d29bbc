/** Every system that is compared, each behind one small interface, at the settings that suit it best. */
@NullMarked
package dev.typedqueue.benchmarks.postgres.peers;

import org.jspecify.annotations.NullMarked;
