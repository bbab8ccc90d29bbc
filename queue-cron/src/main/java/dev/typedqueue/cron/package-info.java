/**
 * Cron expressions and the moments that they mean in a time zone. The processor and the runtime share it, so that both
 * read an expression alike; it is no API.
 */
@NullMarked
package dev.typedqueue.cron;

import org.jspecify.annotations.NullMarked;
