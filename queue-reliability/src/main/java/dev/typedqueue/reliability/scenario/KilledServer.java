package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.PostgresDatabase;
import dev.typedqueue.reliability.arena.Trial;
import java.time.Duration;

/** SIGKILL of the server's postmaster. */
record KilledServer() implements ServerFault {

    @Override
    public String name() {
        return "killed server";
    }

    @Override
    public String description() {
        return "SIGKILL or SIGQUIT of PostgreSQL's postmaster; it is started again after up to four seconds";
    }

    @Override
    public void harm(PostgresDatabase server, Trial trial) throws Exception {
        trial.pause(Duration.ofSeconds(2), Duration.ofSeconds(5));
        long begin = System.currentTimeMillis();
        server.crash(trial.random().nextBoolean() ? "KILL" : "QUIT");
        trial.pause(Duration.ZERO, Duration.ofSeconds(4));
        server.startAgain();
        trial.injected(Fault.Kind.OUTAGE, begin, System.currentTimeMillis());
    }
}
