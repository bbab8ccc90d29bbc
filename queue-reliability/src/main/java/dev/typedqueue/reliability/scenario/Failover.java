package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.PostgresDatabase;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;
import java.util.List;

/** The death of a server whose synchronous standby takes its place. */
record Failover() implements Scenario {

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public String description() {
        return "SIGKILL of the primary in the middle of the load; its synchronous standby is promoted";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(Kind.POSTGRES);
    }

    @Override
    public Duration bound() {
        return Scenario.boundAfterOutage(Scenario.super.bound());
    }

    @Override
    public void inject(Trial trial) throws Exception {
        PostgresDatabase servers = (PostgresDatabase) trial.database();
        servers.addStandby();
        trial.startWorkers(NodeSettings.worker());
        trial.start(NodeSettings.producer(Load.RATE));
        Duration rest = Duration.ofMillis(Math.max(1, trial.endsAt() - System.currentTimeMillis()));
        trial.pause(rest.dividedBy(4), rest.dividedBy(2));
        long begin = System.currentTimeMillis();
        servers.failOver();
        trial.injected(Fault.Kind.OUTAGE, begin, System.currentTimeMillis());
        while (!trial.isOver()) {
            trial.pause(Duration.ofSeconds(1), Duration.ofSeconds(1));
        }
    }
}
