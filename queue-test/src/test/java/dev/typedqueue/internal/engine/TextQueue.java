package dev.typedqueue.internal.engine;

import dev.typedqueue.JobContext;
import dev.typedqueue.JobId;
import dev.typedqueue.definition.ExhaustionHandler;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.JobHandler;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.RunRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A queue, as generated code would define it, with one job whose payload is a text. */
final class TextQueue {

    final JobDefinition<String> job;
    final QueueDefinition queue;

    private TextQueue(JobDefinition<String> job, QueueDefinition queue) {
        this.job = job;
        this.queue = queue;
    }

    static JobDefinition.Builder<String> jobNamed(String name) {
        return JobDefinition.named(name, new PayloadType<String>() {});
    }

    static QueueDefinition.Builder queueNamed(String name) {
        return QueueDefinition.named(name, "com.acme.Texts");
    }

    /** A queue that runs one job at a time. */
    static TextQueue sequential() {
        return withConcurrency(1);
    }

    static TextQueue withConcurrency(int concurrency) {
        return with(job -> job, queue -> queue.concurrency(concurrency));
    }

    static TextQueue withJob(UnaryOperator<JobDefinition.Builder<String>> job) {
        return with(job, queue -> queue);
    }

    static TextQueue withQueue(UnaryOperator<QueueDefinition.Builder> queue) {
        return with(job -> job, queue);
    }

    static TextQueue with(
            UnaryOperator<JobDefinition.Builder<String>> job, UnaryOperator<QueueDefinition.Builder> queue) {
        JobDefinition<String> definition = job.apply(jobNamed("write")).build();
        return new TextQueue(
                definition, queue.apply(queueNamed("texts")).job(definition).build());
    }

    QueueHandlers handledBy(JobHandler<String> handler) {
        return QueueHandlers.of(queue).handle(job, handler).build();
    }

    QueueHandlers handledBy(JobHandler<String> handler, RunRule<String> rule) {
        return QueueHandlers.of(queue).handle(job, handler).beforeRun(job, rule).build();
    }

    QueueHandlers handledBy(JobHandler<String> handler, ExhaustionHandler<String> onExhausted) {
        return QueueHandlers.of(queue)
                .handle(job, handler)
                .onExhausted(job, onExhausted)
                .build();
    }

    JobId addTo(Node node, String payload) {
        return node.add(queue, job, payload);
    }

    List<JobId> addTo(Node node, int count) {
        List<JobId> ids = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            ids.add(addTo(node, "text " + i));
        }
        return ids;
    }

    /** A handler that has nothing to do. */
    static void ignore(String payload, JobContext context) {
        // It returns, and so has done its job.
    }
}
