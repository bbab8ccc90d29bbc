package dev.typedqueue.examples;

import dev.typedqueue.annotation.CrashPolicy;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Priority;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retain;

/** The settings of a queue. */
// snippet: declaration
@Queue(name = "payouts", concurrency = 4, runOnStartup = false, onCrash = CrashPolicy.DELETE, priorityAgeing = "10m")
@Retain(completed = "7d", failed = "forever", cancelled = "0s")
interface Payouts {

    @Job
    void payCustomer(String customer);

    @Job
    @Priority(100) // before the others
    void payTaxOffice(String period);
}
// end
