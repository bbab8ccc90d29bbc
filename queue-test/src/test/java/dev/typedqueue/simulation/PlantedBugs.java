package dev.typedqueue.simulation;

import dev.typedqueue.JobFilter;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.StoreSession;
import java.util.List;
import java.util.stream.Stream;

/** Bugs that queues are known to have. Each is planted around a store that works. */
final class PlantedBugs {

    /** The promise that a bug breaks which leaves jobs lying. */
    static final String IN_TIME = "when the faults stop, every job reaches an outcome in time";

    static final List<PlantedBug> ALL = Stream.of(
                    LeaseBugs.ALL, DurabilityBugs.ALL, TransactionBugs.ALL, RuleBugs.ALL, OperatingBugs.ALL)
            .flatMap(List::stream)
            .toList();

    private PlantedBugs() {}

    static List<QueuedJob> all(StoreSession session) {
        return session.list(JobFilter.all().limit(JobFilter.MAX_PAGE));
    }
}
