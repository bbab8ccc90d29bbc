package dev.typedqueue.test;

/** Ends the handler that lets its node crash. */
final class NodeCrash extends Error {

    private static final long serialVersionUID = 1L;

    NodeCrash() {
        super("The node has crashed, since the test says so", null, false, false);
    }
}
