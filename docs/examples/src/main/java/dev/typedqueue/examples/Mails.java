package dev.typedqueue.examples;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.Cron;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retry;
import dev.typedqueue.annotation.Unique;
import java.time.LocalDate;

/** A queue as the README shows it. */
// snippet: declaration
@Queue(concurrency = 10)
public interface Mails {

    @Job
    @Retry(maxAttempts = 8, firstDelay = "10s", maxDelay = "1h")
    @Unique(by = "orderId")
    void sendReceipt(ReceiptPayload payload, JobContext job) throws Exception;

    @Job
    void sendDigest(String user, LocalDate day); // the record SendDigestPayload(user, day) is generated

    @Job
    @Cron(value = "0 3 * * *", zone = "Europe/Berlin")
    void deleteOldMails();
}
// end
