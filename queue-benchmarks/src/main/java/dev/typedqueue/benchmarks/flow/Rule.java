package dev.typedqueue.benchmarks.flow;

import dev.typedqueue.annotation.Ordered.OnFailure;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.UniqueRule;
import java.time.Duration;
import java.util.List;

/**
 * A rule whose cost is measured. None of them holds a job back for longer than the ones before it take: what is left is
 * the rule's own cost.
 */
public enum Rule {
    /** What the others are compared with. */
    NONE("no rule") {
        @Override
        void declare(Declaration declaration) {
            // There is nothing to declare.
        }
    },
    /** Rules that are declared, and not used by the jobs that run. */
    UNUSED("no rule; another job has all") {
        @Override
        void declare(Declaration declaration) {
            JobDefinition.Builder<Payload> other = JobDefinition.named("other", Workload.PAYLOAD);
            List.of(UNIQUE, LIMIT_1_000, ORDER, RATE)
                    .forEach(rule -> rule.declare(new Declaration(declaration.queue(), other, declaration.slots())));
            declaration.queue().job(other.build());
        }
    },
    /** A key of its own for each job. */
    UNIQUE("unique, a key each") {
        @Override
        void declare(Declaration declaration) {
            declaration.job().unique(UniqueRule.by(payload -> List.of(payload.number())));
        }
    },
    /** One key, and no more jobs at a time than slots: nothing can be claimed ahead. */
    LIMIT_SLOTS("limit of as many as slots, 1 key") {
        @Override
        void declare(Declaration declaration) {
            declaration.limit(declaration.slots(), 1);
        }
    },
    /** One key, and a limit that is wide enough to claim ahead. */
    LIMIT_WIDE("limit of 10,000, 1 key") {
        @Override
        void declare(Declaration declaration) {
            declaration.limit(10_000, 1);
        }
    },
    /** Some keys. */
    LIMIT_1_000("limit of as many as slots, 1,000 keys") {
        @Override
        void declare(Declaration declaration) {
            declaration.limit(declaration.slots(), 1_000);
        }
    },
    /** Many keys. */
    LIMIT_100_000("limit of as many as slots, 100,000 keys") {
        @Override
        void declare(Declaration declaration) {
            declaration.limit(declaration.slots(), 100_000);
        }
    },
    /** One after another for each of some keys. */
    ORDER("order, 1,000 keys") {
        @Override
        void declare(Declaration declaration) {
            Limit order = new Limit.Order("order", OnFailure.WAIT);
            declaration.job().limit(order, payload -> List.of(payload.number() % 1_000));
        }
    },
    /** More permits than jobs can begin. */
    RATE("rate of 1,000,000 a second") {
        @Override
        void declare(Declaration declaration) {
            declaration.job().limit(new Limit.Rate("rate", 1_000_000, Duration.ofSeconds(1), 1_000_000));
        }
    },
    /** The queue's jobs gain priority while they wait. */
    AGEING("priority ageing") {
        @Override
        void declare(Declaration declaration) {
            declaration.queue().priorityAgeing(Duration.ofMinutes(10));
        }
    },
    /** Beside jobs of another kind, which wait at a gate that is shut. */
    BLOCKED("no rule; beside blocked jobs") {
        @Override
        void declare(Declaration declaration) {
            declaration.queue().job(HELD);
        }
    };

    /** A job of which one at a time is let through; it is to be paused, so that all others are blocked. */
    public static final JobDefinition<Payload> HELD = JobDefinition.named("held", Workload.PAYLOAD)
            .limit(new Limit.Concurrency("held", 1))
            .build();

    private final String title;

    Rule(String title) {
        this.title = title;
    }

    /**
     * What is being declared.
     *
     * @param slots how many jobs run at a time
     */
    record Declaration(QueueDefinition.Builder queue, JobDefinition.Builder<Payload> job, int slots) {

        void limit(int most, int keys) {
            job.limit(new Limit.Concurrency("concurrency", most), payload -> List.of(payload.number() % keys));
        }
    }

    abstract void declare(Declaration declaration);

    /** As the tables show it. */
    public String title() {
        return title;
    }

    /** Whether its jobs stand at gates before they run. */
    public boolean hasGates() {
        return !workload(1).job().limits().isEmpty();
    }

    /** Jobs with this rule, of which so many run at a time. */
    public Workload workload(int concurrency) {
        Declaration declaration = new Declaration(
                QueueDefinition.named("work", Rule.class.getName()).concurrency(concurrency),
                JobDefinition.named("count", Workload.PAYLOAD),
                concurrency);
        declare(declaration);
        JobDefinition<Payload> job = declaration.job().build();
        return new Workload(declaration.queue().job(job).build(), job);
    }
}
