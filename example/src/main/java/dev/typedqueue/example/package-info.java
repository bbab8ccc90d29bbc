/**
 * A small notifications server: it stores notifications, and queues the emails about them in the same transaction.
 *
 * <p>Begin with {@link dev.typedqueue.example.Notifications}, the queue; then {@code NotificationService} adds jobs to
 * it, {@code NotificationJobs} runs them, and {@code ExampleServer} puts everything together.
 */
@NullMarked
package dev.typedqueue.example;

import org.jspecify.annotations.NullMarked;
