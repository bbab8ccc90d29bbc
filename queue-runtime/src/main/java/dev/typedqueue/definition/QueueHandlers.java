package dev.typedqueue.definition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A queue together with the code that runs its jobs. Generated code makes it:
 * {@code NotificationsQueue.with(handlers)}.
 *
 * <p>Immutable.
 */
public final class QueueHandlers {

    private final QueueDefinition queue;
    private final Map<JobDefinition<?>, Binding<?>> bindings;

    private QueueHandlers(QueueDefinition queue, Map<JobDefinition<?>, Binding<?>> bindings) {
        this.queue = queue;
        this.bindings = bindings;
    }

    /** Begins with a queue none of whose jobs has a handler yet. */
    public static Builder of(QueueDefinition queue) {
        return new Builder(queue);
    }

    /** The queue. */
    public QueueDefinition queue() {
        return queue;
    }

    /** The code that runs a job of the queue. */
    @SuppressWarnings("unchecked") // the builder puts only a Binding<P> under a JobDefinition<P>
    public <P> Binding<P> binding(JobDefinition<P> job) {
        return (Binding<P>) Objects.requireNonNull(bindings.get(job), job::name);
    }

    /**
     * The code that runs one job.
     *
     * @param job the job
     * @param handler does its work
     * @param runRules are asked before each attempt, in order
     * @param exhaustionHandlers are told when the attempts are used up, in order
     * @param <P> the payload's type
     */
    public record Binding<P>(
            JobDefinition<P> job,
            JobHandler<? super P> handler,
            List<RunRule<? super P>> runRules,
            List<ExhaustionHandler<? super P>> exhaustionHandlers) {

        /** Keeps copies of the lists. */
        public Binding {
            runRules = List.copyOf(runRules);
            exhaustionHandlers = List.copyOf(exhaustionHandlers);
        }
    }

    /** Gathers the handlers of a queue. Not safe for use by several threads. */
    public static final class Builder {
        private final QueueDefinition queue;
        private final Map<JobDefinition<?>, JobHandler<?>> handlers = new HashMap<>();
        private final Map<JobDefinition<?>, List<RunRule<?>>> runRules = new HashMap<>();
        private final Map<JobDefinition<?>, List<ExhaustionHandler<?>>> exhaustionHandlers = new HashMap<>();

        private Builder(QueueDefinition queue) {
            this.queue = Objects.requireNonNull(queue, "queue");
        }

        /** Sets the handler of a job. */
        public <P> Builder handle(JobDefinition<P> job, JobHandler<? super P> handler) {
            handlers.put(job, Objects.requireNonNull(handler, "handler"));
            return this;
        }

        /** Adds a rule that is asked before each attempt of a job. */
        public <P> Builder beforeRun(JobDefinition<P> job, RunRule<? super P> rule) {
            runRules.computeIfAbsent(job, any -> new ArrayList<>()).add(rule);
            return this;
        }

        /** Adds a handler that is told when a job has used up its attempts. */
        public <P> Builder onExhausted(JobDefinition<P> job, ExhaustionHandler<? super P> handler) {
            exhaustionHandlers.computeIfAbsent(job, any -> new ArrayList<>()).add(handler);
            return this;
        }

        /**
         * The queue with its handlers.
         *
         * @throws IllegalArgumentException if a job has no handler
         */
        public QueueHandlers build() {
            Map<JobDefinition<?>, Binding<?>> bindings = new HashMap<>();
            queue.jobs().forEach(job -> bindings.put(job, bind(job)));
            return new QueueHandlers(queue, Map.copyOf(bindings));
        }

        @SuppressWarnings("unchecked") // handle, beforeRun and onExhausted take matching types only
        private <P> Binding<P> bind(JobDefinition<P> job) {
            JobHandler<P> handler = (JobHandler<P>) handlers.get(job);
            if (handler == null) {
                throw new IllegalArgumentException("Job \"" + job + "\" of queue \"" + queue + "\" has no handler");
            }
            return new Binding<>(
                    job, handler, (List<RunRule<? super P>>) (List<?>) runRules.getOrDefault(job, List.of()), (List<
                                    ExhaustionHandler<? super P>>)
                            (List<?>) exhaustionHandlers.getOrDefault(job, List.of()));
        }
    }
}
