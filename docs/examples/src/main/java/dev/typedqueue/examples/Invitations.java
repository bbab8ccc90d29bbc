package dev.typedqueue.examples;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.annotation.Unique.OnConflict;
import dev.typedqueue.annotation.Unique.Until;

/** At most one job of a kind for each key. */
// snippet: declaration
@Queue
interface Invitations {

    @Job
    @Unique(by = "email", within = "1d") // not again for a day after it was added, whatever became of it
    void invite(String email, String invitedBy);

    @Job
    @Unique(by = "room", until = Until.STARTED, onConflict = OnConflict.REPLACE) // the last word counts
    void announce(String room, String text);
}
// end
