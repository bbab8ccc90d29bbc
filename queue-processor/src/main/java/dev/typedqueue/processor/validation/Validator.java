package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.List;

/** Checks one subject of a queue's declaration. It reports all that it finds, and changes nothing. */
@FunctionalInterface
public interface Validator {

    /** Checks the queue. */
    void validate(QueueModel queue, Reporter reporter);

    /** All validators, in the order in which a reader would notice mistakes. */
    static List<Validator> all() {
        return List.of(
                new QueueShapeValidator(),
                new JobShapeValidator(),
                new NameValidator(),
                new PayloadValidator(),
                new ScheduleValidator(),
                new RetryValidator(),
                new TimeoutValidator(),
                new TagValidator(),
                new UniqueValidator(),
                new LimitValidator(),
                new KeyValidator(),
                new ContradictionValidator(),
                new ExternalQueueValidator(),
                new RuleMethodValidator());
    }
}
