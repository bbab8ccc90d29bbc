package dev.typedqueue.spi;

/**
 * A gate before a job: one key of one {@linkplain dev.typedqueue.definition.Limit limit} of its queue. All jobs of the
 * queue that name the same limit and key stand at the same gate.
 *
 * @param limit the limit's name, unique within the queue
 * @param key at most 200 characters; empty if the limit has no key
 */
public record Gate(String limit, String key) {}
