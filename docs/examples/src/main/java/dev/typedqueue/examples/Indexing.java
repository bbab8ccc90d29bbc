package dev.typedqueue.examples;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.annotation.Unique.OnConflict;
import dev.typedqueue.annotation.Unique.Until;

/** Many changes that come soon after each other run as one. */
// snippet: declaration
@Queue
@Unique(by = "document", until = Until.STARTED, onConflict = OnConflict.DEBOUNCE, delay = "2s", maxWait = "1m")
interface Indexing {

    @Job
    void indexDocument(String document, String text);

    @Job
    void dropDocument(String document);
}
// end
