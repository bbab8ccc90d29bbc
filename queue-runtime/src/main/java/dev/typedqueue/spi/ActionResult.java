package dev.typedqueue.spi;

/** What became of a person's action. */
public enum ActionResult {
    /** The job was changed, or its running handler will be told. */
    DONE,
    /** There is no such job. */
    NOT_FOUND,
    /** The job's state does not allow it. */
    NOT_ALLOWED
}
