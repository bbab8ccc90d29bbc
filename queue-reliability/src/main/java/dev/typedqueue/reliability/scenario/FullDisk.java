package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.PostgresDatabase;
import dev.typedqueue.reliability.arena.SmallDisk;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;

/** A file system without a free byte. */
record FullDisk() implements Scenario {

    @Override
    public String name() {
        return "full disk";
    }

    @Override
    public String description() {
        return "The database has a file system of its own, which another file fills to the last byte for seconds; a server"
                + " that gives up on it is started again";
    }

    @Override
    public int smallDisk() {
        return 700;
    }

    @Override
    public Duration bound() {
        return Scenario.boundAfterOutage(Scenario.super.bound());
    }

    @Override
    public void inject(Trial trial) throws Exception {
        SmallDisk disk = trial.disk();
        trial.startWorkers(NodeSettings.worker());
        trial.start(NodeSettings.producer(Load.LOW_RATE));
        while (!trial.isOver()) {
            trial.pause(Duration.ofSeconds(1), Duration.ofSeconds(3));
            long begin = System.currentTimeMillis();
            disk.fill();
            trial.pause(Duration.ofSeconds(1), Duration.ofSeconds(6));
            disk.empty();
            if (trial.database() instanceof PostgresDatabase server && !server.answers()) {
                trial.remark("the server stopped on the full disk, and was started again");
                server.crash("KILL");
                server.startAgain();
            }
            trial.injected(Fault.Kind.OUTAGE, begin, System.currentTimeMillis());
        }
    }
}
