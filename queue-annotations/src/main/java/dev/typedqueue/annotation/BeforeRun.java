package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A rule that is asked before each attempt, and may postpone it. Postponing costs no attempt.
 *
 * <p>It is a method of the queue interface, which the handlers' class implements. It takes the payload of a job, or
 * nothing for all the queue's jobs, may take a {@code JobContext} last, and returns a {@code RunDecision}:
 *
 * <pre>{@code
 * @BeforeRun
 * RunDecision onlyWhenTheMailServerIsUp(SendDigestPayload payload);
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface BeforeRun {

    /**
     * The method names of the jobs to which the rule applies. By default the job whose payload it takes, or every job
     * of the queue if it takes none.
     */
    String[] value() default {};
}
