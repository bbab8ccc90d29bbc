package dev.typedqueue.internal.engine;

import java.time.Duration;

/**
 * What an engine can be told.
 *
 * @param lease how long the node lives without a heartbeat
 * @param pollInterval how often a queue is looked at when nothing wakes its worker
 * @param maxPayloadSize the largest payload, in bytes of its JSON
 * @param maxNodeDeaths how many nodes a job may take down before it becomes a dead letter
 */
public record EngineSettings(Duration lease, Duration pollInterval, int maxPayloadSize, int maxNodeDeaths) {

    /** How often to look at what needs a look so often, and no more often than the queues are polled. */
    Duration noMoreOftenThanPolls(Duration interval) {
        return pollInterval.compareTo(interval) > 0 ? pollInterval : interval;
    }
}
