package dev.typedqueue.reliability.scenario;

import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.Node;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.NodeSettings;
import dev.typedqueue.reliability.node.NodeSettings.Release;
import java.time.Duration;

/** Nodes of two releases, of which one knows a job more. */
record RollingDeploy() implements Scenario {

    private static final int GRACE = 20;

    @Override
    public String name() {
        return "rolling deploy";
    }

    @Override
    public String description() {
        return "Workers are told to end (SIGTERM) one by one, and replaced by ones of the other release: the older one does"
                + " not know one of the two jobs, and at times nobody does";
    }

    @Override
    public void inject(Trial trial) throws Exception {
        trial.startWorkers(NodeSettings.worker().withRelease(Release.OLD));
        trial.start(NodeSettings.producer(Load.RATE));
        for (int turn = 0; !trial.isOver(); turn++) {
            replace(trial, turn % 4 < 2 ? Release.NEW : Release.OLD);
        }
        for (int i = 0; i < 2; i++) {
            replace(trial, Release.NEW);
        }
    }

    private static void replace(Trial trial, Release release) throws Exception {
        trial.pause(Duration.ofMillis(500), Duration.ofSeconds(2));
        Node oldest = trial.workers().get(0);
        long begin = System.currentTimeMillis();
        oldest.signal("TERM");
        if (!oldest.awaitEnd(GRACE)) {
            throw new IllegalStateException(oldest + " did not end when it was told to");
        }
        trial.injected(Fault.Kind.STOP, begin, System.currentTimeMillis(), oldest);
        trial.start(NodeSettings.worker().withRelease(release));
    }
}
