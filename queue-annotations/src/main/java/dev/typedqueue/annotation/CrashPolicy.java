package dev.typedqueue.annotation;

/** What becomes of a job that was running when its node died. */
public enum CrashPolicy {
    /** The job runs again, without the loss of an attempt. */
    RETRY,
    /** The job is deleted: choose this for work that must not be done twice, and may be lost. */
    DELETE
}
