package dev.typedqueue.simulation;

import dev.typedqueue.AddOptions;
import dev.typedqueue.JobContext;
import dev.typedqueue.JobId;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.test.simulation.Simulation;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/** What a handler does that ends its job in its own transaction, together with its effect; and what goes wrong. */
final class Bookkeeping {

    private final Random random;
    private final History history;
    private final RecordedStore store;
    private final SimulatedNode node;
    private final JobContext job;

    Bookkeeping(Random random, History history, RecordedStore store, SimulatedNode node, JobContext job) {
        this.random = random;
        this.history = history;
        this.store = store;
        this.node = node;
        this.job = job;
    }

    void run(boolean calm) throws Exception {
        pass();
        SimulatedTransaction transaction = new SimulatedTransaction(job);
        Optional<JobId> added = random.nextInt(3) == 0 ? Optional.of(add(transaction)) : Optional.empty();
        job.completeIn(transaction.connection());
        pass();
        switch (calm ? 9 : random.nextInt(10)) {
            case 0 -> throw new IllegalStateException("broken before the commit");
            case 1 -> { // forgets to commit
                return;
            }
            case 2 -> throw new SQLException("The commit did not arrive");
            default -> store.commit(node.name(), transaction);
        }
        pass();
        if (!calm && random.nextInt(5) == 0) {
            throw new SQLException("The answer to the commit was lost");
        }
        added.ifPresent(id -> history.add(new Event.Acknowledged(id)));
    }

    private JobId add(SimulatedTransaction transaction) {
        QueueDefinition letters = SimulatedQueues.letters(node.isOld());
        return node.runtime()
                .client(letters)
                .in(transaction.connection())
                .add(SimulatedQueues.SEND, "receipt", AddOptions.now())
                .id();
    }

    private void pass() throws InterruptedException {
        Duration time = Duration.ofMillis(random.nextInt(1_500));
        try {
            Simulation.sleep(time);
        } catch (InterruptedException e) {
            if (random.nextBoolean()) {
                throw e;
            }
            Simulation.sleep(time);
        }
    }
}
