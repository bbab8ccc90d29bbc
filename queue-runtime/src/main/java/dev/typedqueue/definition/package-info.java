/** What a queue's declaration says, as data. Generated code builds these; the engine reads them. */
@NullMarked
package dev.typedqueue.definition;

import org.jspecify.annotations.NullMarked;
