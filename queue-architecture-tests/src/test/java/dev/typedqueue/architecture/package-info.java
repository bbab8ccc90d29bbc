/** Which parts may know which others. */
@NullMarked
package dev.typedqueue.architecture;

import org.jspecify.annotations.NullMarked;
