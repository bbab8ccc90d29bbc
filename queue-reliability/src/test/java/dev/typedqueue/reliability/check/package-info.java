@NullMarked
package dev.typedqueue.reliability.check;

import org.jspecify.annotations.NullMarked;
