package dev.typedqueue.acceptance;

import dev.typedqueue.annotation.CrashPolicy;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;

/** A queue whose jobs rather get lost in a crash than run twice. */
@Queue(onCrash = CrashPolicy.DELETE)
interface Payments {

    @Job
    void pay(String recipient);
}
