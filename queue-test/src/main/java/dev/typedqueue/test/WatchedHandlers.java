package dev.typedqueue.test;

import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.QueueHandlers.Binding;
import java.util.function.BooleanSupplier;

/** Handlers as they are, and a journal that hears what they say and throw. */
final class WatchedHandlers {

    private final Journal journal;
    private final BooleanSupplier isAlive;

    /**
     * Handlers of one node.
     *
     * @param isAlive whether the node has not crashed: a dead one tells nobody that a job has used up its attempts
     */
    WatchedHandlers(Journal journal, BooleanSupplier isAlive) {
        this.journal = journal;
        this.isAlive = isAlive;
    }

    QueueHandlers watch(QueueHandlers handlers) {
        QueueHandlers.Builder watched = QueueHandlers.of(handlers.queue());
        for (JobDefinition<?> job : handlers.queue().jobs()) {
            watch(handlers.binding(job), watched);
        }
        return watched.build();
    }

    private <P> void watch(Binding<P> binding, QueueHandlers.Builder watched) {
        JobDefinition<P> job = binding.job();
        binding.runRules().forEach(rule -> watched.beforeRun(job, rule));
        watched.handle(job, (payload, context) -> {
            WatchedContext heard = new WatchedContext(context);
            journal.begins(heard);
            try {
                binding.handler().handle(payload, heard);
            } catch (Throwable thrown) {
                heard.hasThrown(thrown);
                throw thrown;
            }
        });
        binding.exhaustionHandlers()
                .forEach(handler -> watched.onExhausted(job, (payload, context, cause) -> {
                    if (isAlive.getAsBoolean()) {
                        handler.exhausted(payload, context, cause);
                    }
                }));
    }
}
