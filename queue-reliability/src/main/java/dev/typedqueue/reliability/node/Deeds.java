package dev.typedqueue.reliability.node;

import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.RetryPolicy;
import java.time.Duration;
import java.util.List;

/** The queue that suffers the faults, as two releases of an application declare it. */
public final class Deeds {

    private static final RetryPolicy RETRY = RetryPolicy.upTo(3)
            .withDelays(Duration.ofMillis(200), Duration.ofSeconds(1))
            .withStopOn(List.of(Testimony.class));

    /** The job that both releases know. */
    public static final JobDefinition<Deed> DEED =
            JobDefinition.named("deed", new PayloadType<Deed>() {}).retry(RETRY).build();

    /** The job that only the newer release knows. */
    public static final JobDefinition<Deed> ERRAND = JobDefinition.named("errand", new PayloadType<Deed>() {})
            .retry(RETRY)
            .build();

    /** The queue in the older release. */
    public static final QueueDefinition OLD = declare(DEED);

    /** The queue in the newer release. */
    public static final QueueDefinition NEW = declare(DEED, ERRAND);

    private Deeds() {}

    private static QueueDefinition declare(JobDefinition<?>... jobs) {
        QueueDefinition.Builder queue =
                QueueDefinition.named("deeds", Deeds.class.getName()).concurrency(8);
        for (JobDefinition<?> job : jobs) {
            queue.job(job);
        }
        return queue.build();
    }
}
