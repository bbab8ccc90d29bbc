package dev.typedqueue.spi;

import dev.typedqueue.definition.QueueDefinition;

/**
 * Tells the runtime that a queue is declared. Generated code implements it, one class a queue, and registers it as a
 * service.
 */
public interface QueueProvider {

    /** The queue. */
    QueueDefinition queue();
}
