package dev.typedqueue;

/**
 * Wraps each attempt that a runtime runs: the {@code @BeforeRun} rules of the job, and its handler.
 *
 * <pre>{@code
 * RunInterceptor tenant = (job, chain) -> {
 *     Tenant.enter(job.context().get("tenant"));
 *     try {
 *         chain.proceed();
 *     } finally {
 *         Tenant.leave();
 *     }
 * };
 * }</pre>
 *
 * <p>What it throws, before or after the handler, is the failure of the attempt. Safe for use by several threads.
 */
@FunctionalInterface
public interface RunInterceptor {

    /**
     * Runs an attempt by {@link Chain#proceed}. One that does not proceed must say what becomes of the job, such as
     * {@code job.requeue(later)}: otherwise the attempt has failed, since a job that did not run must not count as
     * completed.
     */
    void aroundRun(JobContext job, Chain chain) throws Exception;

    /** What is left of an attempt: the later interceptors, the rules and the handler. */
    @FunctionalInterface
    interface Chain {

        /**
         * Goes on, on the calling thread; returns once the handler has.
         *
         * @throws IllegalStateException if it was called before
         * @throws Exception what the handler throws
         */
        void proceed() throws Exception;
    }
}
