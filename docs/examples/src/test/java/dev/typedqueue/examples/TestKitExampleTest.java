package dev.typedqueue.examples;

import static dev.typedqueue.test.QueueAssertions.assertThatQueue;
import static dev.typedqueue.test.QueueAssertions.assertThatRun;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.typedqueue.StoreException;
import dev.typedqueue.test.JobRun;
import dev.typedqueue.test.TestQueues;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a user tests what adds jobs and what runs them. */
// snippet: extension
final class TestKitExampleTest {

    private final SentMails outbox = new SentMails();

    @RegisterExtension
    final TestQueues queues = TestQueues.with(MailsQueue.with(new MailJobs(outbox)));
    // end

    /** The code under test. */
    private void signUp(String user) {
        Instant tomorrow = queues.clock().instant().plus(Duration.ofDays(1));
        MailsQueue.add(new SendDigestPayload(user, LocalDate.of(2030, 1, 2)), tomorrow);
    }

    // snippet: added
    @Test
    void whoSignsUpGetsADigestTheNextDay() {
        signUp("ada");

        assertThatQueue(queues, MailsQueue.DEFINITION)
                .hasAdded(MailsQueue.SEND_DIGEST)
                .withPayload(new SendDigestPayload("ada", LocalDate.of(2030, 1, 2)))
                .dueAt(queues.clock().instant().plus(Duration.ofDays(1)))
                .once();

        queues.advance(Duration.ofDays(1));
        assertThat(outbox.digests()).containsExactly("ada 2030-01-02");
    }
    // end

    // snippet: run
    @Test
    void aReceiptIsSent() {
        UUID order = UUID.randomUUID();
        JobRun run = queues.run(MailsQueue.SEND_RECEIPT, new ReceiptPayload(order));

        assertThatRun(run).hasCompleted();
        assertThat(outbox.receipts()).containsExactly(order);
    }
    // end

    // snippet: year
    @Test
    void oldMailsAreDeletedEachNight() {
        queues.advance(Duration.ofDays(365));

        assertThatQueue(queues, MailsQueue.DEFINITION)
                .hasAdded(MailsQueue.DELETE_OLD_MAILS)
                .times(365);
    }
    // end

    // snippet: step
    @Test
    void jobsRunOneByOne() {
        MailsQueue.add(new SendDigestPayload("ada", LocalDate.of(2030, 1, 1)));
        MailsQueue.add(new SendDigestPayload("bob", LocalDate.of(2030, 1, 1)));

        queues.runNext();
        assertThat(outbox.digests()).containsExactly("ada 2030-01-01");
        queues.runAll();
        assertThat(outbox.digests()).hasSize(2);
    }
    // end

    // snippet: faults
    @Test
    void aReceiptIsSentAlthoughTheFirstNodeCrashes() {
        UUID order = UUID.randomUUID();
        outbox.beforeNextReceipt(queues::crash);
        MailsQueue.add(new ReceiptPayload(order));

        queues.runAll();
        assertThat(outbox.receipts()).isEmpty();
        queues.restart();
        queues.runAll();
        assertThat(outbox.receipts()).containsExactly(order);
    }

    @Test
    void whoeverAddsHearsOfAStoreThatFails() {
        queues.failNextAdd(MailsQueue.DEFINITION);

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> signUp("ada"));
        assertThatQueue(queues, MailsQueue.DEFINITION).hasAddedNothing();
    }
    // end

    // snippet: failed
    @Test
    void aReceiptIsTriedAgainWhenTheMailServerIsAway() {
        outbox.beforeNextReceipt(() -> {
            throw new IllegalStateException("mail server away", new ConnectException());
        });
        JobRun run = queues.run(MailsQueue.SEND_RECEIPT, new ReceiptPayload(UUID.randomUUID()));

        assertThatRun(run).willBeRetried().hasFailedWith(IllegalStateException.class);
    }
    // end
}
