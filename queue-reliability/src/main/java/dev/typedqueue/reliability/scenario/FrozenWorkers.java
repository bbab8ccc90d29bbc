package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.Node;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeProcess;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;

/** SIGSTOP of nodes for longer than their lease, and SIGCONT. */
record FrozenWorkers() implements Scenario {

    @Override
    public String name() {
        return "frozen workers";
    }

    @Override
    public String description() {
        return "SIGSTOP of one of two worker JVMs for two leases, then SIGCONT: what it still says must be refused";
    }

    @Override
    public void inject(Trial trial) throws Exception {
        trial.startWorkers(NodeSettings.worker());
        trial.start(NodeSettings.producer(Load.RATE));
        while (!trial.isOver()) {
            trial.pause(Duration.ofMillis(300), Duration.ofSeconds(1));
            Node zombie = trial.anyWorker();
            long begin = System.currentTimeMillis();
            stopBetweenTransactions(trial, zombie);
            long until = System.currentTimeMillis()
                    + NodeProcess.LEASE.multipliedBy(2).toMillis();
            while (System.currentTimeMillis() < until) {
                Trial.rest();
            }
            zombie.signal("CONT");
            trial.injected(Fault.Kind.FREEZE, begin, System.currentTimeMillis(), zombie);
        }
    }

    /** A process that is stopped with the write lock of a file would hold up all others too. */
    private static void stopBetweenTransactions(Trial trial, Node node) throws Exception {
        node.signal("STOP");
        while (trial.database().isLocked()) {
            node.signal("CONT");
            node.signal("STOP");
        }
    }
}
