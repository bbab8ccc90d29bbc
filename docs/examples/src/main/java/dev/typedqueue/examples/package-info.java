/** One runnable class for each feature. The documentation quotes them, and the build runs them. */
@NullMarked
package dev.typedqueue.examples;

import org.jspecify.annotations.NullMarked;
