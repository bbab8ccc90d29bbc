package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How long finished jobs of a queue are kept. {@code 0s} deletes them as soon as they finish; {@code forever} keeps
 * them until a person deletes them. Unfinished jobs are never touched.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Retain {

    /** How long completed jobs are kept. */
    String completed() default "1d";

    /** How long failed jobs (dead letters) are kept. */
    String failed() default "30d";

    /** How long cancelled jobs are kept. */
    String cancelled() default "1d";
}
