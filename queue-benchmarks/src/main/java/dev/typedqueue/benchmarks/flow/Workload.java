package dev.typedqueue.benchmarks.flow;

import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import java.util.function.IntConsumer;

/**
 * What the jobs of a measurement are declared as.
 *
 * @param queue their queue; it may have other jobs, which are not to run
 * @param job the job that runs
 */
public record Workload(QueueDefinition queue, JobDefinition<Payload> job) {

    /** The payload of every job. */
    static final PayloadType<Payload> PAYLOAD = new PayloadType<>() {};

    /** Jobs without any rule, of which so many run at a time. */
    public static Workload plain(int concurrency) {
        return Rule.NONE.workload(concurrency);
    }

    /** What runs them: gives the number of each to the consumer. */
    public QueueHandlers handlers(IntConsumer run) {
        QueueHandlers.Builder handlers =
                QueueHandlers.of(queue).handle(job, (payload, context) -> run.accept(payload.number()));
        for (JobDefinition<?> other : queue.jobs()) {
            if (other != job) {
                handlers.handle(other, (payload, context) -> {
                    throw new IllegalStateException("Job \"" + other + "\" was not to run");
                });
            }
        }
        return handlers.build();
    }
}
