package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A rule that may refuse a job before it is added.
 *
 * <p>It is a {@code static} method of the queue interface, since jobs are added where there are no handlers too. It
 * takes the payload of a job, or nothing for all the queue's jobs, may take an {@code AddContext} last, and returns an
 * {@code Admission}:
 *
 * <pre>{@code
 * @BeforeAdd
 * static Admission onlyToKnownUsers(SendDigestPayload payload, AddContext add) {
 *     return payload.user().isKnown() ? Admission.admit() : Admission.refuse("unknown user");
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface BeforeAdd {

    /**
     * The method names of the jobs to which the rule applies. By default the job whose payload it takes, or every job
     * of the queue if it takes none.
     */
    String[] value() default {};
}
