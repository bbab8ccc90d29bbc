package dev.typedqueue.benchmarks.postgres.peers;

import dev.typedqueue.benchmarks.flow.Rule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

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
        return Stream.concat(ALL.stream(), RULED.values().stream())
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no contestant \"" + id + "\""));
    }
}
