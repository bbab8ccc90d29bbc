/** What the user is told: every message, where it is shown, and which name was probably meant. */
@NullMarked
package dev.typedqueue.processor.reporting;

import org.jspecify.annotations.NullMarked;
