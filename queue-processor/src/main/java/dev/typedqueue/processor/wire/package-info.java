/**
 * What payloads look like as JSON, as data: names and types, whatever the Java types are called. The reader fills it
 * from a declaration, and the contract compares it with what earlier releases wrote.
 */
@NullMarked
package dev.typedqueue.processor.wire;

import org.jspecify.annotations.NullMarked;
