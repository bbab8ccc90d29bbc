package dev.typedqueue.store.sqlite;

/** When a commit reaches the disk. Either way a commit survives the death of the process at any moment. */
public enum Synchronous {
    /** Before the call returns: a commit survives the loss of power too. The default. */
    FULL,
    /**
     * Some time later: the loss of power or a crash of the operating system may take the last commits back, but never
     * damages the file. Faster where the disk is slow to confirm.
     */
    NORMAL
}
