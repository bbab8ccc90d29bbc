package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.PostgresDatabase;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;
import java.util.List;

/** SIGKILL of the server's postmaster. */
record KilledServer() implements Scenario {

    @Override
    public String name() {
        return "killed server";
    }

    @Override
    public String description() {
        return "SIGKILL or SIGQUIT of PostgreSQL's postmaster; it is started again after up to four seconds";
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
        PostgresDatabase server = (PostgresDatabase) trial.database();
        trial.startWorkers(NodeSettings.worker());
        trial.start(NodeSettings.producer(Load.RATE));
        while (!trial.isOver()) {
            trial.pause(Duration.ofSeconds(2), Duration.ofSeconds(5));
            long begin = System.currentTimeMillis();
            server.crash(trial.random().nextBoolean() ? "KILL" : "QUIT");
            trial.pause(Duration.ZERO, Duration.ofSeconds(4));
            server.startAgain();
            trial.injected(Fault.Kind.OUTAGE, begin, System.currentTimeMillis());
        }
    }
}
