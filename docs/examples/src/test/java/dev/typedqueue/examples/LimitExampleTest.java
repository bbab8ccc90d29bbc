package dev.typedqueue.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobStanding;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.test.TestQueues;
import java.util.ArrayList;
import java.util.List;
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
        runtime.queues().limits().forEach(System.out::println); // declared, and what is in force
        runtime.queues().changeLimit("transfers", new Limit.Concurrency("transfer.concurrency", 1));
        runtime.queues().resetLimit("transfers", "transfer.concurrency");
        JobStanding standing = runtime.jobs().why(id); // if blocked: the gate, how many are ahead, who has passed
        // end
        assertThat(runtime.queues().limits())
                .hasSize(4)
                .allSatisfy(limit -> assertThat(limit.changed()).isNull());
        assertThat(standing).isInstanceOf(JobStanding.Ready.class);
    }
}
