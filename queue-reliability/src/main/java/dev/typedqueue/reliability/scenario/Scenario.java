package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeProcess;
import java.time.Duration;
import java.util.List;

/** A fault, and how it is injected again and again while jobs are added and run. */
public sealed interface Scenario
        permits KilledWorkers,
                FrozenWorkers,
                KilledSqlite,
                FullDisk,
                WrongClock,
                RacedMigration,
                RollingDeploy,
                HostileHandlers,
                PoisonJobs,
                LargePayloads,
                MalformedRows,
                ServerFault,
                BrokenNetwork,
                ExhaustedPool {

    /** The databases on which a fault can happen. */
    enum Kind {
        SQLITE,
        POSTGRES
    }

    /** All faults. */
    static List<Scenario> all() {
        return List.of(
                new KilledWorkers(),
                new FrozenWorkers(),
                new KilledSqlite(),
                new KilledServer(),
                new KilledBackends(),
                new Failover(),
                new BrokenNetwork(),
                new ExhaustedPool(),
                new FullDisk(),
                new WrongClock(),
                new RacedMigration(),
                new RollingDeploy(),
                new HostileHandlers(),
                new PoisonJobs(),
                new LargePayloads(),
                new MalformedRows());
    }

    /** Its name, for the report. */
    String name();

    /** What is done, in one sentence for the report. */
    String description();

    /** The databases on which it is run. */
    default List<Kind> kinds() {
        return List.of(Kind.SQLITE, Kind.POSTGRES);
    }

    /** How much longer it is run than others. */
    default int weight() {
        return 1;
    }

    /** Runs nodes and injects the fault until the trial is over. What goes on afterwards goes on without faults. */
    void inject(Trial trial) throws Exception;

    /** The size of the file system that the database needs for itself, in mebibytes; 0 for none. */
    default int smallDisk() {
        return 0;
    }

    /**
     * The longest time from the end of the fault to the first outcome, and from a node's death to the next attempt of
     * each of its jobs: a lease and the third of it in which the dead are looked for, and a poll.
     */
    default Duration bound() {
        return NodeProcess.LEASE.plus(NodeProcess.LEASE.dividedBy(3)).plus(NodeProcess.POLL_INTERVAL);
    }

    /** The bound where the store itself was away: the longest pause after failed calls comes before all else. */
    static Duration boundAfterOutage(Duration bound) {
        return bound.plusSeconds(5);
    }
}
