package dev.typedqueue.test;

import java.time.Instant;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;

/** What a test expects of one attempt of a job. */
public final class JobRunAssert extends AbstractAssert<JobRunAssert, JobRun> {

    JobRunAssert(JobRun run) {
        super(run, JobRunAssert.class);
    }

    /** The job is done. */
    public JobRunAssert hasCompleted() {
        isNotNull();
        if (actual.outcome() instanceof RunOutcome.Failed failed && failed.exception() != null) {
            AssertionError error = new AssertionError(message("to have completed"));
            error.initCause(failed.exception());
            throw error;
        }
        expect(RunOutcome.Completed.class, "to have completed");
        return this;
    }

    /** The attempt failed, whether by an exception or by {@code job.fail(reason)}. */
    public JobRunAssert hasFailed() {
        expect(RunOutcome.Failed.class, "to have failed");
        return this;
    }

    /**
     * The handler threw such an exception.
     *
     * @return for more about the exception
     */
    public AbstractThrowableAssert<?, ? extends Throwable> hasFailedWith(Class<? extends Throwable> type) {
        RunOutcome.Failed failed = expect(RunOutcome.Failed.class, "to have failed with " + type.getName());
        return Assertions.assertThat(failed.exception()).as(describe()).isInstanceOf(type);
    }

    /** The attempt failed, and will be tried again. */
    public JobRunAssert willBeRetried() {
        if (expect(RunOutcome.Failed.class, "to have failed and be tried again").isLast()) {
            failWithMessage("%s", message("to be tried again"));
        }
        return this;
    }

    /** The attempt failed, and was the last one. */
    public JobRunAssert hasUsedUpItsAttempts() {
        if (!expect(RunOutcome.Failed.class, "to have used up its attempts").isLast()) {
            failWithMessage("%s", message("to have used up its attempts"));
        }
        return this;
    }

    /** The handler asked for this time. */
    public JobRunAssert wasRequeuedAt(Instant time) {
        RunOutcome.Requeued requeued = expect(RunOutcome.Requeued.class, "to be requeued at " + time);
        if (!requeued.at().equals(time)) {
            failWithMessage("%s", message("to be requeued at " + time));
        }
        return this;
    }

    /** The job was removed. */
    public JobRunAssert wasDeleted() {
        expect(RunOutcome.Deleted.class, "to be deleted");
        return this;
    }

    private <O extends RunOutcome> O expect(Class<O> type, String expectation) {
        isNotNull();
        if (!type.isInstance(actual.outcome())) {
            failWithMessage("%s", message(expectation));
        }
        return type.cast(actual.outcome());
    }

    private String message(String expectation) {
        return "Expected attempt " + actual.attempt() + " of " + describe() + " " + expectation + ", but it ended as "
                + actual.outcome();
    }

    private String describe() {
        return "job \"" + actual.job() + "\" (" + actual.id() + ") of queue \"" + actual.queue() + "\"";
    }
}
