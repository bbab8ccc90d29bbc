/** Reads queue declarations at compile time and generates the type-safe facades. */
package dev.typedqueue.processor;
