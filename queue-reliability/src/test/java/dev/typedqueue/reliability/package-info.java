@NullMarked
package dev.typedqueue.reliability;

import org.jspecify.annotations.NullMarked;
