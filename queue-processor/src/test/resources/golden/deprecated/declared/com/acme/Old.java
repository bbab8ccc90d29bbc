package com.acme;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/**
 * An old queue.
 *
 * @deprecated use another
 */
@Deprecated
@Queue
public interface Old {

    /**
     * Sends an old mail.
     *
     * @param mail the mail
     * @deprecated send a new one
     */
    @Job
    @Deprecated(since = "2.0", forRemoval = true)
    void sendOldMail(OldMail mail);

    @Job
    void send(String text);

    @Job
    void resend(OldMail mail, int times);

    /**
     * A mail.
     *
     * @param text its text
     * @deprecated use another
     */
    @Deprecated(forRemoval = true)
    record OldMail(String text) {}
}
