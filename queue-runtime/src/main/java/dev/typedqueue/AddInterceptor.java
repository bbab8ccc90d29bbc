package dev.typedqueue;

/**
 * Is asked whenever a job is added through a runtime, before the job's own rules: to hand on a trace or a tenant, to
 * set a time or a priority, or to refuse the job.
 *
 * <pre>{@code
 * AddInterceptor tenant = addition -> {
 *     addition.put("tenant", Tenant.current());
 *     return Admission.admit();
 * };
 * }</pre>
 *
 * <p>Of many jobs that are added together it is asked for each; and for the jobs of schedules too, where it runs on a
 * thread of the runtime's. Safe for use by several threads.
 */
@FunctionalInterface
public interface AddInterceptor {

    /**
     * Admits a job, with more in its context or other options perhaps, or refuses it. What it throws reaches whoever
     * adds, and nothing is added.
     */
    Admission beforeAdd(JobAddition addition);
}
