package dev.typedqueue.acceptance;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A queue in a store of its own. */
@Queue(store = "archive")
interface Documents {

    @Job
    void archiveDocument(String title);
}
