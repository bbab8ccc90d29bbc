package dev.typedqueue.test;

import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.spi.PayloadCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * What a test expects of the jobs of one kind that were added to a queue. Each expectation leaves the jobs that meet it
 * to the next one, and fails if there are none.
 *
 * @param <P> the payload's type
 */
public final class AddedJobsAssert<P> extends AbstractAssert<AddedJobsAssert<P>, List<AddedJob>> {

    private final QueueAssert queue;
    private final JobDefinition<P> job;
    private final List<AddedJob> all;
    private final String expected;

    AddedJobsAssert(QueueAssert queue, JobDefinition<P> job, List<AddedJob> all, List<AddedJob> found) {
        this(queue, job, all, found, "");
    }

    private AddedJobsAssert(
            QueueAssert queue, JobDefinition<P> job, List<AddedJob> all, List<AddedJob> found, String expected) {
        super(found, AddedJobsAssert.class);
        this.queue = queue;
        this.job = job;
        this.all = all;
        this.expected = expected;
    }

    /** At least one of them has this payload. */
    public AddedJobsAssert<P> withPayload(P payload) {
        PayloadCodec codec = queue.queues().runtime().codec();
        String json = codec.write(payload, job.payloadType());
        return narrowed(
                " with payload " + json,
                each -> each.payload().equals(json) || payloadOf(each).equals(payload));
    }

    /** At least one of them has a payload that the assertions hold for. */
    public AddedJobsAssert<P> satisfying(Consumer<? super P> assertions) {
        List<String> failures = new ArrayList<>();
        AddedJobsAssert<P> those = narrowedUnlessEmpty(each -> {
            try {
                assertions.accept(payloadOf(each));
                return true;
            } catch (AssertionError e) {
                failures.add("\n  " + each.id() + ": " + e.getMessage());
                return false;
            }
        });
        if (those.actual.isEmpty()) {
            those.failBecauseOf("\nNone satisfies what was asked of it:" + String.join("", failures));
        }
        return those;
    }

    /** At least one of them is due at this time, to the microsecond. */
    public AddedJobsAssert<P> dueAt(Instant time) {
        return narrowed(" due at " + time, each -> each.dueAt().equals(time));
    }

    /** Exactly so many of them are left. */
    public AddedJobsAssert<P> times(int count) {
        if (actual.size() != count) {
            failBecauseOf("\nThese are " + actual.size() + ", not " + count + ".");
        }
        return this;
    }

    /** Exactly one of them is left. */
    public AddedJobsAssert<P> once() {
        return times(1);
    }

    /** Back to the queue. */
    public QueueAssert and() {
        return queue;
    }

    private P payloadOf(AddedJob added) {
        return queue.queues().runtime().codec().read(added.payload(), job.payloadType());
    }

    private AddedJobsAssert<P> narrowed(String expectation, Predicate<AddedJob> condition) {
        AddedJobsAssert<P> those = new AddedJobsAssert<>(
                queue, job, all, actual.stream().filter(condition).toList(), expected + expectation);
        if (those.actual.isEmpty()) {
            those.failBecauseOf("");
        }
        return those;
    }

    private AddedJobsAssert<P> narrowedUnlessEmpty(Predicate<AddedJob> condition) {
        return new AddedJobsAssert<>(
                queue, job, all, actual.stream().filter(condition).toList(), expected);
    }

    void failBecauseOf(String more) {
        failWithMessage(
                "Expected queue \"%s\" to have added job \"%s\"%s, but it has added:%s%s",
                queue.queue(), job, expected, QueueAssert.listed(all), more);
    }
}
