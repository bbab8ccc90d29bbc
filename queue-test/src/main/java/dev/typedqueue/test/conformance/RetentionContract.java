package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.spi.Outcome;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How finished jobs are deleted. */
abstract class RetentionContract extends StoreContract {

    private JobId ended(Outcome outcome) {
        JobId id = job().add();
        finish(node().claimOne(), outcome);
        return id;
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"COMPLETED", "FAILED", "CANCELLED"})
    void unfinishedJobsAreNeverDeleted(JobState state) {
        JobId id = job().add();
        advance(Duration.ofDays(1));

        assertThatThrownBy(() -> store.purge(QUEUE, state, Duration.ZERO, ALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(state.name());
        assertThat(store.find(id)).isPresent();
    }

    @Test
    void onlyJobsOfTheStateAndTheQueueAreDeleted() {
        JobId completed = ended(new Outcome.Completed());
        JobId failed = ended(new Outcome.Failed("broken"));
        JobId cancelled = ended(new Outcome.Cancelled());
        JobId ready = job().add();
        advance(Duration.ofDays(1));

        assertThat(store.purge(OTHER_QUEUE, JobState.COMPLETED, Duration.ofHours(1), ALL))
                .isZero();
        assertThat(store.purge(QUEUE, JobState.COMPLETED, Duration.ofHours(1), ALL))
                .isEqualTo(1);
        assertThat(store.find(completed)).isEmpty();
        assertThat(store.find(failed)).isPresent();
        assertThat(store.purge(QUEUE, JobState.FAILED, Duration.ofHours(1), ALL))
                .isEqualTo(1);
        assertThat(store.purge(QUEUE, JobState.CANCELLED, Duration.ofHours(1), ALL))
                .isEqualTo(1);
        assertThat(store.find(failed)).isEmpty();
        assertThat(store.find(cancelled)).isEmpty();
        assertThat(store.find(ready)).isPresent();
    }

    @Test
    void theAgeCountsFromTheEnd() {
        JobId old = job().add();
        TestNode node = node(Duration.ofDays(30));
        var attempt = node.claimOne();
        advance(Duration.ofDays(2));
        complete(attempt);
        advance(Duration.ofHours(1));

        assertThat(store.purge(QUEUE, JobState.COMPLETED, Duration.ofDays(1), ALL))
                .isZero();
        advance(Duration.ofDays(1));
        assertThat(store.purge(QUEUE, JobState.COMPLETED, Duration.ofDays(1), ALL))
                .isEqualTo(1);
        assertThat(store.find(old)).isEmpty();
    }

    @Test
    void jobsAreDeletedPageByPage() {
        for (int i = 0; i < 5; i++) {
            ended(new Outcome.Completed());
        }
        advance(Duration.ofDays(1));

        assertThat(store.purge(QUEUE, JobState.COMPLETED, Duration.ofHours(1), 2))
                .isEqualTo(2);
        assertThat(store.purge(QUEUE, JobState.COMPLETED, Duration.ofHours(1), 2))
                .isEqualTo(2);
        assertThat(store.purge(QUEUE, JobState.COMPLETED, Duration.ofHours(1), 2))
                .isEqualTo(1);
        assertThat(count(QUEUE, JobState.COMPLETED)).isZero();
    }

    @Test
    void anAgeBeyondAllTimeDeletesNothing() {
        ended(new Outcome.Completed());

        assertThat(store.purge(QUEUE, JobState.COMPLETED, Duration.ofSeconds(Long.MAX_VALUE), ALL))
                .isZero();
    }

    @Test
    void aDeletedJobsKeyIsFree() {
        job().key("k", Unique.Until.REMOVED).add();
        complete(node().claimOne());
        advance(Duration.ofDays(1));
        store.purge(QUEUE, JobState.COMPLETED, Duration.ofHours(1), ALL);

        job().key("k").add();
        assertThat(count(QUEUE, JobState.READY)).isEqualTo(1);
    }
}
