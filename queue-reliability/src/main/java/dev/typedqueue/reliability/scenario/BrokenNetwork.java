package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.FaultyNetwork;
import dev.typedqueue.reliability.arena.PostgresDatabase;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;
import java.util.List;

/** A network that is slow, cuts connections, leaves them half open, and loses answers. */
record BrokenNetwork() implements Scenario {

    @Override
    public String name() {
        return "broken network";
    }

    @Override
    public String description() {
        return "A proxy before PostgreSQL delays, cuts all connections, leaves them half open for up to four seconds, and"
                + " loses answers to what was committed";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.POSTGRES);
    }

    /** A half-open connection is given up after the store's time-out. */
    @Override
    public Duration bound() {
        return Scenario.boundAfterOutage(Scenario.super.bound()).plusSeconds(10);
    }

    @Override
    public void inject(Trial trial) throws Exception {
        FaultyNetwork network = ((PostgresDatabase) trial.database()).throughFaultyNetwork();
        trial.startWorkers(NodeSettings.worker());
        trial.start(NodeSettings.producer(Load.RATE));
        while (!trial.isOver()) {
            trial.pause(Duration.ofMillis(300), Duration.ofSeconds(2));
            long begin = System.currentTimeMillis();
            switch (trial.random().nextInt(4)) {
                case 0 -> network.delay(20 + trial.random().nextInt(200));
                case 1 -> network.cut();
                case 2 -> network.fallSilent();
                default -> network.loseAnswers(1 + trial.random().nextInt(5));
            }
            trial.pause(Duration.ofMillis(300), Duration.ofSeconds(4));
            network.heal();
            trial.injected(Fault.Kind.OUTAGE, begin, System.currentTimeMillis());
        }
        network.heal();
        network.loseAnswers(0);
    }
}
