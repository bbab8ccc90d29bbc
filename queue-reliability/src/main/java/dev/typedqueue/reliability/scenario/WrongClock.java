package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.SqliteDatabase;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeSettings;
import java.time.Duration;

/** Clocks that are off by up to an hour, and jump. */
record WrongClock() implements Scenario {

    @Override
    public String name() {
        return "wrong clock";
    }

    @Override
    public String description() {
        return "On PostgreSQL each node's clock is off by up to an hour and jumps every three seconds; on SQLite, whose"
                + " clock is the machine's, all jump together";
    }

    /** Where clocks jump together, a lease may end at any jump. */
    @Override
    public void inject(Trial trial) throws Exception {
        boolean shared = trial.database() instanceof SqliteDatabase;
        long seed = trial.random().nextInt(1, Integer.MAX_VALUE);
        for (int i = 0; i < 2; i++) {
            trial.start(NodeSettings.worker().withJumpingClock(shared ? seed : seed + 1 + i, trial.endsAt()));
        }
        trial.start(NodeSettings.producer(Load.RATE).withJumpingClock(seed, trial.endsAt()));
        long begin = System.currentTimeMillis();
        while (!trial.isOver()) {
            trial.pause(Duration.ofSeconds(1), Duration.ofSeconds(1));
        }
        if (shared) {
            trial.injected(Fault.Kind.CLOCK, begin, System.currentTimeMillis());
        }
    }
}
