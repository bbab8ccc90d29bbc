package dev.typedqueue.acceptance;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import java.time.LocalDate;

/** A queue with a declared and a generated payload. */
@Queue(concurrency = 10)
interface Notifications {

    @Job
    void sendNotificationViaEmail(SendNotificationViaEmailPayload payload, JobContext job) throws Exception;

    @Job
    void sendDigest(UserId user, LocalDate day);
}
