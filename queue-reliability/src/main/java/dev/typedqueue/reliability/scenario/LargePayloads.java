package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.Conduct;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;
import java.util.List;

/** Payloads of ten megabytes. */
record LargePayloads() implements Scenario {

    @Override
    public String name() {
        return "10 MB payloads";
    }

    @Override
    public String description() {
        return "Every one and a half seconds a job with a payload of ten million characters, among the others";
    }

    @Override
    public void inject(Trial trial) throws Exception {
        trial.startWorkers(NodeSettings.worker());
        trial.start(NodeSettings.producer(Load.RATE)
                .withExtra(List.of(Conduct.PROMPT, Conduct.PROMPT, Conduct.PROMPT), 10_000_000));
        while (!trial.isOver()) {
            trial.pause(Duration.ofSeconds(1), Duration.ofSeconds(1));
        }
    }
}
