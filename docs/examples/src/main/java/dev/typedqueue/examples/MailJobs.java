package dev.typedqueue.examples;

import dev.typedqueue.JobContext;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The handlers of {@link Mails}. */
// snippet: handlers
final class MailJobs implements Mails {

    private static final Logger log = LoggerFactory.getLogger(MailJobs.class);

    private final Outbox outbox;

    MailJobs(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void sendReceipt(ReceiptPayload payload, JobContext job) {
        outbox.receipt(payload.orderId());
        log.info("Sent on attempt {} of {}", job.attempt(), job.maxAttempts());
    }

    @Override
    public void sendDigest(String user, LocalDate day) {
        outbox.digest(user, day);
    }

    @Override
    public void deleteOldMails() {
        log.info("Nothing to delete");
    }
}
// end
