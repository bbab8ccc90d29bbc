package dev.typedqueue.annotation;

import java.lang.annotation.Annotation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What makes the key of a job's {@link Unique}, {@link Limit}, {@link RateLimit} or {@link Ordered}: a parameter of the
 * job, or a component of the record that is its payload. It says the same as their {@code by}, where it cannot be
 * mistyped and is renamed together with what it names.
 *
 * <pre>{@code
 * @Job
 * @Ordered
 * @Limit(concurrency = 100)
 * void transfer(@Key(Ordered.class) String account, long cents);
 * }</pre>
 *
 * <p>Several of one rule make its key together, in order. A rule has either these or {@code by}. A rule on the queue
 * has {@code by} alone, since its key is that of all jobs.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
public @interface Key {

    /**
     * The rules of the job whose key it makes. It may be left out where the job has one such rule; where it has more,
     * it is never guessed which of them are meant to count all jobs together.
     */
    Class<? extends Annotation>[] value() default {};
}
