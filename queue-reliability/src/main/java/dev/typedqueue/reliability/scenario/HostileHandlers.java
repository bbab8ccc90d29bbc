package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.Conduct;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;
import java.util.List;

/** Handlers that do what a handler should not. */
record HostileHandlers() implements Scenario {

    private static final List<Conduct> MIX = List.of(
            Conduct.RUNS_OUT_OF_MEMORY,
            Conduct.OVERFLOWS_THE_STACK,
            Conduct.IS_DEAF,
            Conduct.RUNS_OUT_OF_MEMORY,
            Conduct.OVERFLOWS_THE_STACK,
            Conduct.EXITS);

    @Override
    public String name() {
        return "hostile handlers";
    }

    @Override
    public String description() {
        return "Handlers that throw OutOfMemoryError or StackOverflowError, call `System.exit`, or take three seconds and"
                + " ignore interruption, two a second among the others";
    }

    @Override
    public void inject(Trial trial) throws Exception {
        trial.startWorkers(NodeSettings.worker());
        trial.start(NodeSettings.producer(Load.RATE).withExtra(MIX, 0));
        while (!trial.isOver()) {
            trial.pause(Duration.ofSeconds(1), Duration.ofSeconds(1));
        }
    }
}
