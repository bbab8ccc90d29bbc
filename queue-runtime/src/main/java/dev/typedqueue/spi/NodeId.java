package dev.typedqueue.spi;

import java.util.Objects;

/**
 * One run of one node: a node that starts again, or was taken for dead and comes back, has a new id.
 *
 * @param value readable, unique for ever
 */
public record NodeId(String value) {

    /** Checks that there is a value. */
    public NodeId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}
