package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Blockage;
import dev.typedqueue.test.TestQueues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class LimitExampleTest {

    private final List<Long> transferred = new ArrayList<>();

    @RegisterExtension
    final TestQueues queues = TestQueues.with(TransfersQueue.with(new Transfers() {
        @Override
        public void transfer(String account, String bank, long cents) {
            transferred.add(cents);
        }

        @Override
        public void sendStatement(String account) {}
    }));

    @Test
    void transfersOfAnAccountRunInOrder() {
        for (long cents = 1; cents <= 3; cents++) {
            TransfersQueue.add(new TransferPayload("ada", "bank", cents));
        }

        queues.runAll();

        assertThat(transferred).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aLimitIsChanged() {
        JobId id = TransfersQueue.add(new TransferPayload("ada", "bank", 1)).id();
        QueueRuntime runtime = queues.runtime();
        // snippet: change
        runtime.jobs().limits().forEach(System.out::println); // declared, and what is in force
        runtime.jobs().changeLimit("transfers", new Limit.Concurrency("transfer.concurrency", 1));
        runtime.jobs().resetLimit("transfers", "transfer.concurrency");
        Optional<Blockage> blockage = runtime.jobs().blockage(id); // the gate, how many are ahead, who has passed
        // end
        assertThat(runtime.jobs().limits())
                .hasSize(4)
                .allSatisfy(limit -> assertThat(limit.changed()).isNull());
        assertThat(blockage.map(Blockage::holders).orElse(List.of())).isEmpty();
    }
}
