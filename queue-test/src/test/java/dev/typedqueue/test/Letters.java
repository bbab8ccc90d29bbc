package dev.typedqueue.test;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.QueueClient;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.JobHandler;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.definition.Schedule;
import java.time.Duration;
import java.time.Instant;

/** A queue as generated code would define it. */
final class Letters {

    record Letter(String to, int pages) {}

    static final JobDefinition<Letter> SEND = JobDefinition.named("send", new PayloadType<Letter>() {})
            .retry(RetryPolicy.upTo(3).withDelays(Duration.ofMinutes(10), Duration.ofMinutes(10)))
            .build();

    static final JobDefinition<String> STAMP =
            JobDefinition.named("stamp", new PayloadType<String>() {}).build();

    static final JobDefinition<String> EMPTY_BOX = JobDefinition.named("empty_box", new PayloadType<String>() {})
            .schedule(Schedule.cron("0 3 * * *", "UTC"), () -> "the box")
            .build();

    static final QueueDefinition DEFINITION = QueueDefinition.named("letters", "com.acme.Letters")
            .concurrency(4)
            .job(SEND)
            .job(STAMP)
            .job(EMPTY_BOX)
            .build();

    private Letters() {}

    static QueueHandlers with(JobHandler<Letter> send) {
        return with(send, (text, job) -> {});
    }

    static QueueHandlers with(JobHandler<Letter> send, JobHandler<String> others) {
        return QueueHandlers.of(DEFINITION)
                .handle(SEND, send)
                .handle(STAMP, others)
                .handle(EMPTY_BOX, others)
                .build();
    }

    static AddResult add(Letter letter) {
        return QueueClient.current(DEFINITION).add(SEND, letter, AddOptions.now());
    }

    static AddResult add(Letter letter, Instant at) {
        return QueueClient.current(DEFINITION).add(SEND, letter, AddOptions.at(at));
    }

    static AddResult stamp(String text) {
        return QueueClient.current(DEFINITION).add(STAMP, text, AddOptions.now());
    }
}
