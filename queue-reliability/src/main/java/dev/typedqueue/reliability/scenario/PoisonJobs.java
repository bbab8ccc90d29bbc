package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.Conduct;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Jobs that kill whoever runs them. */
record PoisonJobs() implements Scenario {

    /** One in ten seconds. */
    private static final List<Conduct> MIX = Stream.concat(
                    Stream.of(Conduct.IS_POISON),
                    Stream.generate(() -> Conduct.PROMPT).limit(19))
            .toList();

    @Override
    public String name() {
        return "poison jobs";
    }

    @Override
    public String description() {
        return "Now and then a job that kills its JVM whenever it is run: it must become a dead letter after three deaths";
    }

    @Override
    public void inject(Trial trial) throws Exception {
        trial.startWorkers(NodeSettings.worker().withMaxNodeDeaths(3));
        trial.start(NodeSettings.producer(Load.RATE).withExtra(MIX, 0));
        while (!trial.isOver()) {
            trial.pause(Duration.ofSeconds(1), Duration.ofSeconds(1));
        }
    }
}
