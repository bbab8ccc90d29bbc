package dev.typedqueue.examples;

/** The other side has no room. */
final class DiskFullException extends Exception {
    private static final long serialVersionUID = 1L;
}
