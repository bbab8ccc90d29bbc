package dev.typedqueue.simulation;

import dev.typedqueue.JobContext;
import dev.typedqueue.annotation.CrashPolicy;
import dev.typedqueue.annotation.MissedRuns;
import dev.typedqueue.annotation.Ordered;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.JobHandler;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.RetentionPolicy;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.definition.Schedule;
import dev.typedqueue.definition.UniqueRule;
import java.time.Duration;
import java.util.List;

/** The queues of the simulated nodes: a job for each rule, whose payload is its key. */
final class SimulatedQueues {

    /** A handler that is told whether its job's are to heed interruptions. */
    @FunctionalInterface
    interface Work {
        void run(JobContext job, boolean heeds) throws Exception;
    }

    static final Limit.Concurrency FEW = new Limit.Concurrency("pay.few", 2);

    private static final RetryPolicy RETRY =
            RetryPolicy.upTo(3).withDelays(Duration.ofSeconds(1), Duration.ofSeconds(4));
    private static final RetentionPolicy RETENTION =
            new RetentionPolicy(Duration.ofSeconds(12), Duration.ofSeconds(40), Duration.ofSeconds(12));

    static final JobDefinition<String> SEND = named("send").build();
    static final JobDefinition<String> REMIND =
            named("remind").unique(UniqueRule.by(List::of)).build();
    static final JobDefinition<String> DIGEST = named("digest")
            .unique(UniqueRule.<String>by(List::of).onConflict(Unique.OnConflict.REPLACE))
            .build();
    static final JobDefinition<String> PAY = named("pay").limit(FEW).build();
    static final JobDefinition<String> VISIT = named("visit")
            .limit(new Limit.Concurrency("visit.one", 1), List::of)
            .build();
    static final JobDefinition<String> CALL = named("call")
            .limit(new Limit.Rate("call.rate", 1, Duration.ofSeconds(1), 2))
            .build();
    static final JobDefinition<String> EXPORT =
            named("export").timeout(Duration.ofSeconds(3)).build();
    /** Old nodes do not know it. */
    static final JobDefinition<String> NEWS = named("news").build();

    static final JobDefinition<String> POST = named("post")
            .limit(new Limit.Order("post.order", Ordered.OnFailure.WAIT), List::of)
            .build();
    /** Often a dead letter. */
    static final JobDefinition<String> SHIP = named("ship")
            .retry(RetryPolicy.upTo(1))
            .limit(new Limit.Order("ship.order", Ordered.OnFailure.STOP), List::of)
            .build();

    static final JobDefinition<String> PACK = named("pack")
            .limit(new Limit.Order("pack.order", Ordered.OnFailure.PASS), List::of)
            .build();
    /** Its handler ends it in a transaction of its own, and does not always heed interruptions. */
    static final JobDefinition<String> ENTER = named("enter").build();

    static final JobDefinition<String> ERRAND = named("errand").build();
    static final JobDefinition<String> TICK = named("tick")
            .schedule(Schedule.every(Duration.ofSeconds(5)).withMissed(MissedRuns.ALL, 3), () -> "tick")
            .build();
    static final JobDefinition<String> SWEEP = named("sweep")
            .schedule(Schedule.afterEnd(Duration.ofSeconds(4)), () -> "sweep")
            .build();

    static final QueueDefinition LETTERS = letters().job(NEWS).build();
    static final QueueDefinition OLD_LETTERS = letters().build();
    static final QueueDefinition BOOKS = QueueDefinition.named("books", "com.acme.Books")
            .concurrency(2)
            .retention(RETENTION)
            .job(POST)
            .job(SHIP)
            .job(PACK)
            .job(ENTER)
            .job(TICK)
            .job(SWEEP)
            .build();

    /** What ran when its node died is dropped. */
    static final QueueDefinition ERRANDS = QueueDefinition.named("errands", "com.acme.Errands")
            .concurrency(1)
            .onCrash(CrashPolicy.DELETE)
            .retention(RETENTION)
            .job(ERRAND)
            .build();

    private SimulatedQueues() {}

    static QueueDefinition letters(boolean isOld) {
        return isOld ? OLD_LETTERS : LETTERS;
    }

    private static JobDefinition.Builder<String> named(String name) {
        return JobDefinition.named(name, new PayloadType<String>() {}).retry(RETRY);
    }

    private static QueueDefinition.Builder letters() {
        return QueueDefinition.named("letters", "com.acme.Letters")
                .concurrency(2)
                .retention(RETENTION)
                .job(SEND)
                .job(REMIND)
                .job(DIGEST)
                .job(PAY)
                .job(VISIT)
                .job(CALL)
                .job(EXPORT);
    }

    static QueueHandlers handlers(QueueDefinition queue, Work work) {
        QueueHandlers.Builder builder = QueueHandlers.of(queue);
        queue.jobs().forEach(job -> bind(builder, job, work));
        return builder.build();
    }

    private static <P> void bind(QueueHandlers.Builder builder, JobDefinition<P> job, Work work) {
        JobHandler<P> handler =
                (payload, context) -> work.run(context, job.timeout().isEmpty() && job != ENTER);
        builder.handle(job, handler);
    }
}
