/**
 * The annotations with which a queue is declared.
 *
 * <p>A queue is an interface with {@link dev.typedqueue.annotation.Queue @Queue}; each of its abstract methods is a
 * {@link dev.typedqueue.annotation.Job @Job}. The other annotations are rules: on a job they hold for that job, on the
 * queue they are the default for all its jobs.
 *
 * <p>Durations are written as a whole number and a unit: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h},
 * {@code 7d}. The compiler checks every one of them.
 */
package dev.typedqueue.annotation;
