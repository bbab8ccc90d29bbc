@NullMarked
package dev.typedqueue.test;

import org.jspecify.annotations.NullMarked;
