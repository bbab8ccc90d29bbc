package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;
import java.util.List;

/** Handlers that hold all connections. */
record ExhaustedPool() implements Scenario {

    @Override
    public String name() {
        return "exhausted pool";
    }

    @Override
    public String description() {
        return "Each worker has a pool of three connections, which eight handlers hold for a fifth of a second each";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.POSTGRES);
    }

    @Override
    public void inject(Trial trial) throws Exception {
        trial.startWorkers(NodeSettings.worker().withPool(3));
        trial.start(NodeSettings.producer(Load.RATE).withPool(1));
        while (!trial.isOver()) {
            trial.pause(Duration.ofSeconds(1), Duration.ofSeconds(1));
        }
    }
}
