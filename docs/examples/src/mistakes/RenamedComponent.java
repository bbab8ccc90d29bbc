package com.acme;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import java.time.LocalDate;

// snippet: declaration
@Queue
interface Mails {

    @Job
    void sendDigest(String userId, LocalDate date); // was: LocalDate day
}
// end
