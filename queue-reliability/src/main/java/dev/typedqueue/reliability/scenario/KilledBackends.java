package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.Node;
import dev.typedqueue.reliability.arena.PostgresDatabase;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;
import java.util.List;

/** The end of single processes of the server. */
record KilledBackends() implements Scenario {

    @Override
    public String name() {
        return "killed backends";
    }

    @Override
    public String description() {
        return "`pg_terminate_backend` of single connections, and at times SIGKILL of one, after which PostgreSQL ends all"
                + " others and recovers";
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
            trial.pause(Duration.ofMillis(200), Duration.ofSeconds(1));
            List<Long> backends = server.backends();
            if (backends.isEmpty()) {
                continue;
            }
            long backend = backends.get(trial.random().nextInt(backends.size()));
            long begin = System.currentTimeMillis();
            if (trial.random().nextInt(8) == 0) {
                Node.signal(backend, "KILL");
                Trial.await(Duration.ofSeconds(60), "the server's recovery", server::answers);
            } else {
                server.terminate(backend);
            }
            trial.injected(Fault.Kind.OUTAGE, begin, System.currentTimeMillis());
        }
    }
}
