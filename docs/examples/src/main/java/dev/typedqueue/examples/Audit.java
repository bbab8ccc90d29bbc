package dev.typedqueue.examples;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A queue in a store of its own. */
// snippet: declaration
@Queue(store = "audit")
interface Audit {

    @Job
    void recordAccess(String user, String document);
}
// end
