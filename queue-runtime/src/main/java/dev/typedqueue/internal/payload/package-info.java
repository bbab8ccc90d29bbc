/** Payloads as JSON, by Jackson. */
@NullMarked
package dev.typedqueue.internal.payload;

import org.jspecify.annotations.NullMarked;
