package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.PostgresDatabase;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;
import java.util.List;

/** Something that happens to a server of PostgreSQL's, while the nodes live: the store is away for a time. */
sealed interface ServerFault extends Scenario permits KilledServer, KilledBackends, Failover {

    @Override
    default List<Kind> kinds() {
        return List.of(Kind.POSTGRES);
    }

    @Override
    default Duration bound() {
        return Scenario.boundAfterOutage(Scenario.super.bound());
    }

    @Override
    default void inject(Trial trial) throws Exception {
        PostgresDatabase server = (PostgresDatabase) trial.database();
        prepare(server);
        trial.startWorkers(NodeSettings.worker());
        trial.start(NodeSettings.producer(Load.RATE));
        while (!trial.isOver()) {
            harm(server, trial);
        }
    }

    /** Changes the server before any node has started. */
    default void prepare(PostgresDatabase server) throws Exception {}

    /** Waits for a moment, and injects the fault once. */
    void harm(PostgresDatabase server, Trial trial) throws Exception;
}
