/** Where a trial takes place: databases, processes and the network between them, which can be harmed. */
@NullMarked
package dev.typedqueue.reliability.arena;

import org.jspecify.annotations.NullMarked;
