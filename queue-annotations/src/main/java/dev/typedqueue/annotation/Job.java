package dev.typedqueue.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a method of a {@link Queue} interface to be a job.
 *
 * <p>The method returns {@code void}. It takes either one record, which is the payload, or any number of other
 * parameters, from which the compiler makes a payload record: {@code SendDigestPayload} for {@code sendDigest}. A
 * {@code JobContext} may come last. It may throw any exception: a handler that returns has completed its job, one that
 * throws has failed.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Job {

    /**
     * The name under which the job is stored; by default the method's name in snake case, {@code send_digest} for
     * {@code sendDigest}. Lower-case letters, digits, {@code _}, {@code -} and {@code .}, at most 100 characters,
     * beginning with a letter.
     */
    String name() default "";

    /** Names under which the job was stored by earlier releases, and which it still answers to. */
    String[] formerNames() default {};

    /**
     * The version of the payload, from 1. Raise it when the payload changes so much that an older release could not
     * read it: a node takes only the versions that it knows.
     */
    int version() default 1;

    /** Older versions of the payload that this declaration can read too. */
    int[] alsoReads() default {};

    /**
     * Tags that every job gets when it is added, beside those that its {@code AddOptions} name: words by which a person
     * finds it. Each once, not blank, without control characters, at most 100 characters; at most 20.
     */
    String[] tags() default {};
}
