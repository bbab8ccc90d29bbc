package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.Node;
import dev.typedqueue.reliability.arena.PostgresDatabase;
import dev.typedqueue.reliability.arena.Trial;
import java.time.Duration;
import java.util.List;

/** The end of single processes of the server. */
record KilledBackends() implements ServerFault {

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
    public void harm(PostgresDatabase server, Trial trial) throws Exception {
        trial.pause(Duration.ofMillis(200), Duration.ofSeconds(1));
        List<Long> backends = server.backends();
        if (backends.isEmpty()) {
            return;
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
