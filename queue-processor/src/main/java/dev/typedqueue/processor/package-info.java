/** Reads queue declarations at compile time and generates the type-safe facades. */
@NullMarked
package dev.typedqueue.processor;

import org.jspecify.annotations.NullMarked;
