package dev.typedqueue.spi;

/** A node that is not registered, or whose lease has ended, tried to claim jobs. */
public final class NodeLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception that names the node. */
    public NodeLostException(NodeId node) {
        super("Node " + node + " is not registered, or its lease has ended");
    }
}
