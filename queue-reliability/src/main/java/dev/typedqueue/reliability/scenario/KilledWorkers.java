package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;

/** SIGKILL of nodes that run jobs. */
record KilledWorkers() implements Scenario {

    @Override
    public String name() {
        return "killed workers";
    }

    @Override
    public String description() {
        return "SIGKILL of one of two worker JVMs at random times; another takes its place";
    }

    @Override
    public void inject(Trial trial) throws Exception {
        trial.startWorkers(NodeSettings.worker());
        trial.start(NodeSettings.producer(Load.RATE));
        while (!trial.isOver()) {
            trial.pause(Duration.ofMillis(500), Duration.ofSeconds(3));
            trial.kill(trial.anyWorker());
            trial.start(NodeSettings.worker());
        }
    }
}
