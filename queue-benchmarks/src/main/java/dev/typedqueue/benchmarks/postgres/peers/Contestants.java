package dev.typedqueue.benchmarks.postgres.peers;

import java.util.List;

/** All systems that are compared, in the order of the tables. */
public final class Contestants {

    private static final List<Contestant> ALL = List.of(
            TypedQueuePeer.contestant(),
            HandWrittenLoop.contestant(50),
            HandWrittenLoop.contestant(500),
            NodePeers.graphileWorker(),
            NodePeers.pgBoss(),
            DbScheduler.lockAndFetch(),
            DbScheduler.fetch(),
            JobRunrPeer.contestant(),
            QuartzPeer.contestant(),
            RawInserts.contestant());

    private Contestants() {}

    /** All of them. */
    public static List<Contestant> all() {
        return ALL;
    }

    /**
     * One by its id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Contestant named(String id) {
        return ALL.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no contestant \"" + id + "\""));
    }
}
