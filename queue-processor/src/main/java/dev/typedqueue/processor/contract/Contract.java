package dev.typedqueue.processor.contract;

import dev.typedqueue.processor.wire.WirePayload;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the stored jobs of a queue may look like, as far as is known.
 *
 * @param queue the queue's stored name
 * @param store the name of its store; empty for the unnamed one
 * @param jobs what the payload of each kind may look like
 */
record Contract(String queue, String store, SortedMap<Kind, WirePayload> jobs) {

    /** Keeps a copy of the map. */
    Contract {
        jobs = Collections.unmodifiableSortedMap(new TreeMap<>(jobs));
    }
}
