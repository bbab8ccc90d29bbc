package dev.typedqueue.example;

/** What a process does: one does all, or several share the work on one database. */
enum Role {
    /** Answers requests, and runs jobs. */
    ALL,
    /** Answers requests; the jobs that it adds are run by others. */
    ACCEPT,
    /** Runs jobs. */
    WORK;

    boolean answersRequests() {
        return this != WORK;
    }

    boolean runsJobs() {
        return this != ACCEPT;
    }
}
