package dev.typedqueue.benchmarks.engine;

import dev.typedqueue.benchmarks.flow.QueueFlow;
import dev.typedqueue.benchmarks.flow.Workload;
import dev.typedqueue.benchmarks.measure.Cell;
import dev.typedqueue.benchmarks.measure.Figure;
import dev.typedqueue.benchmarks.measure.Measurement;
import dev.typedqueue.store.memory.MemoryStore;
import java.util.List;

/** The whole flow on the in-memory store. */
public final class MemoryCells {

    private static final int JOBS = 300_000;

    private MemoryCells() {}

    /** All cells, with so many times fewer jobs. */
    public static List<Cell> all(int divisor) {
        return List.of(new Cell(
                "memory",
                "TypedQueue",
                "8 threads",
                folder -> Measurement.of(
                        Figure.RATE,
                        QueueFlow.drain(MemoryStore.create(), Workload.plain(8), JOBS / divisor)
                                .run())));
    }
}
