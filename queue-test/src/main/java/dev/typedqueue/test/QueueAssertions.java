package dev.typedqueue.test;

import dev.typedqueue.definition.QueueDefinition;

/**
 * Where assertions about queues begin.
 *
 * <pre>{@code
 * assertThatQueue(queues, NotificationsQueue.DEFINITION)
 *         .hasAdded(NotificationsQueue.SEND_DIGEST, new SendDigestPayload(ada, today))
 *         .hasNoFailedJobs();
 * assertThatRun(queues.run(NotificationsQueue.SEND_DIGEST, payload)).hasCompleted();
 * }</pre>
 */
public final class QueueAssertions {

    private QueueAssertions() {}

    /** What was added to a queue in this test, and what became of it. */
    public static QueueAssert assertThatQueue(TestQueues queues, QueueDefinition queue) {
        return new QueueAssert(queues, queue);
    }

    /** What became of one attempt. */
    public static JobRunAssert assertThatRun(JobRun run) {
        return new JobRunAssert(run);
    }
}
