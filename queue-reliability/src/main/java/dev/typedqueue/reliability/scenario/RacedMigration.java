package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Node;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Nodes that all find an empty database. */
record RacedMigration() implements Scenario {

    private static final int NODES = 8;

    @Override
    public String name() {
        return "raced migration";
    }

    @Override
    public String description() {
        return "Eight JVMs begin at one moment on an empty database, and each creates the tables that are missing";
    }

    @Override
    public void inject(Trial trial) throws Exception {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < NODES - 1; i++) {
            nodes.add(trial.launch(NodeSettings.worker().waiting()));
        }
        nodes.add(trial.launch(NodeSettings.producer(Load.RATE).waiting()));
        for (Node node : nodes) {
            node.begin();
        }
        trial.awaitReady(nodes);
        long failed = nodes.stream().filter(node -> !node.isAlive()).count();
        if (failed > 0) {
            throw new IllegalStateException(failed + " nodes did not start");
        }
        while (!trial.isOver()) {
            trial.pause(Duration.ofSeconds(1), Duration.ofSeconds(1));
        }
    }
}
