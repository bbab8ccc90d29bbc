package dev.typedqueue.examples;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Key;
import dev.typedqueue.annotation.Limit;
import dev.typedqueue.annotation.Ordered;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Unique;

/** Keys that are annotated where they are. */
// snippet: declaration
@Queue
interface Shipments {

    @Job
    @Unique
    void pack(@Key String order, String packer); // the key of the only rule that takes one

    @Job
    @Ordered
    @Limit(concurrency = 20)
    void ship(@Key(Ordered.class) String customer, String parcel); // 20 at a time, whoever they are for
}
// end
