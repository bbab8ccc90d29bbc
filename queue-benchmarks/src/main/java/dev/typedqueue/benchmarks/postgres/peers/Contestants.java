package dev.typedqueue.benchmarks.postgres.peers;

import dev.typedqueue.benchmarks.flow.Rule;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** All systems that are compared, in the order of the tables. */
public final class Contestants {

    /** Jobs a claim, where they are few. */
    public static final int SMALL_BATCH = 50;

    /** Jobs a claim, where they are many. */
    public static final int LARGE_BATCH = 500;

    private static final List<Contestant> ALL = List.of(
            TypedQueuePeer.contestant(),
            HandWrittenLoop.contestant(SMALL_BATCH),
            HandWrittenLoop.contestant(LARGE_BATCH),
            NodePeers.graphileWorker(),
            NodePeers.pgBoss(),
            DbScheduler.lockAndFetch(),
            DbScheduler.fetch(),
            JobRunrPeer.contestant(),
            QuartzPeer.contestant(),
            RawInserts.contestant());

    private static final Map<Rule, Contestant> RULED = ruled();

    private Contestants() {}

    private static Map<Rule, Contestant> ruled() {
        Map<Rule, Contestant> ruled = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            ruled.put(rule, TypedQueuePeer.contestant(rule));
        }
        return ruled;
    }

    /** TypedQueue with a rule. */
    public static Contestant ruled(Rule rule) {
        return Objects.requireNonNull(RULED.get(rule));
    }

    /** TypedQueue. */
    public static Contestant ours() {
        return ALL.get(0);
    }

    /** A loop that is written by hand for each layout of the tables, with batches of so many jobs. */
    public static List<Contestant> layouts(int batch) {
        return List.of(
                HandWrittenLoop.contestant(Layout.ONE_TABLE, batch),
                HandWrittenLoop.contestant(Layout.ROW_PER_JOB, batch),
                HandWrittenLoop.contestant(Layout.ROW_PER_BATCH, batch),
                HandWrittenLoop.contestant(Layout.ROW_PER_BATCH_WITH_FLOOR, batch),
                AppendOnlyLanes.contestant(batch));
    }

    /** Pieces of text, one of which is in each statement that claims, and in no other, where claims are looked at. */
    public static List<String> claims() {
        return List.of(Layout.CLAIM, TypedQueuePeer.CLAIM);
    }

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
        return Stream.of(ALL, RULED.values(), layouts(SMALL_BATCH), layouts(LARGE_BATCH))
                .flatMap(Collection::stream)
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no contestant \"" + id + "\""));
    }
}
