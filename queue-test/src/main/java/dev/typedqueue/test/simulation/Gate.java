package dev.typedqueue.test.simulation;

import java.util.ArrayList;
import java.util.List;

/** Where handlers wait until the test lets them through. */
public final class Gate {

    private final List<Runnable> waiting = new ArrayList<>();
    private boolean open;

    /** Waits, unless the gate is open. */
    public void pass() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!open) {
            HandlerThread.current().waitAt(waiting);
        }
    }

    /** Lets everyone through, now and later. */
    public void open() {
        open = true;
        List.copyOf(waiting).forEach(Runnable::run);
        waiting.clear();
    }
}
