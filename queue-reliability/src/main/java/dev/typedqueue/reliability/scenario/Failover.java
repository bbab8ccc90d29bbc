package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.PostgresDatabase;
import dev.typedqueue.reliability.arena.Trial;
import java.time.Duration;

/** The death of a server whose synchronous standby takes its place. */
record Failover() implements ServerFault {

    @Override
    public String name() {
        return "failover";
    }

    @Override
    public String description() {
        return "SIGKILL of the primary in the middle of the load; its synchronous standby is promoted";
    }

    @Override
    public void prepare(PostgresDatabase servers) throws Exception {
        servers.addStandby();
    }

    /** Once: there is no second standby. */
    @Override
    public void harm(PostgresDatabase servers, Trial trial) throws Exception {
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
