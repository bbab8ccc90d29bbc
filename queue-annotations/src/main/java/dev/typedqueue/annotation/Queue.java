package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares an interface to be a job queue.
 *
 * <pre>{@code
 * @Queue(concurrency = 10)
 * public interface Notifications {
 *     @Job
 *     void sendDigest(UserId user, LocalDate day);
 * }
 * }</pre>
 *
 * <p>From it the compiler makes {@code NotificationsQueue}, with an {@code add} for each job. The class that implements
 * the interface holds the handlers.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Queue {

    /**
     * The name under which the queue's jobs are stored; by default the interface's name in snake case,
     * {@code order_mails} for {@code OrderMails}. Lower-case letters, digits, {@code _}, {@code -} and {@code .}, at
     * most 100 characters, beginning with a letter.
     */
    String name() default "";

    /** How many of the queue's jobs one node runs at the same time; 1 to 10,000. */
    int concurrency() default 1;

    /** Whether a node runs the queue as soon as it starts, or only when it is told to. */
    boolean runOnStartup() default true;

    /**
     * Whether another service runs this queue. Jobs can be added to an external queue, and there is no handler for them
     * here.
     */
    boolean external() default false;

    /** The name of the store that holds the queue; by default the runtime's unnamed store. */
    String store() default "";

    /** What becomes of jobs that were running when their node died. */
    CrashPolicy onCrash() default CrashPolicy.RETRY;

    /**
     * After which time of waiting a job counts as one priority higher, and so again after each such time: no job waits
     * for ever behind those of a higher priority. Whole seconds, {@code 1s} to {@code 365d}; empty for never.
     */
    String priorityAgeing() default "";
}
