/**
 * Reads queue declarations at compile time, checks them, and generates the type-safe facades.
 *
 * <p>The way of a declaration through the packages: {@code reading} turns the compiler's elements into the records of
 * {@code model}; {@code validation} reports what is wrong with them through {@code reporting}, where all messages are;
 * {@code generation} prints those in which nothing is wrong.
 */
@NullMarked
package dev.typedqueue.processor;

import org.jspecify.annotations.NullMarked;
