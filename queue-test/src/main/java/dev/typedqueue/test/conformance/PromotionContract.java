package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Promotion;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How scheduled jobs become ready. */
abstract class PromotionContract extends StoreContract {

    @Test
    void aJobIsReadyOnceItIsDue() {
        JobId id = job().in(Duration.ofMinutes(10)).add();

        assertThat(store.promoteDue(ALL).promoted()).isZero();
        assertThat(state(id)).isEqualTo(JobState.SCHEDULED);
        advance(Duration.ofMinutes(11));
        Promotion promotion = store.promoteDue(ALL);

        assertThat(promotion).isEqualTo(new Promotion(1, Set.of(QUEUE), null));
        assertThat(node().claimIds(ALL)).containsExactly(id);
    }

    @Test
    void theEarliestComeFirstPageByPage() {
        JobId third = job().in(Duration.ofMinutes(3)).priority(9).add();
        JobId first = job().in(Duration.ofMinutes(1)).queue(OTHER_QUEUE).add();
        JobId second = job().in(Duration.ofMinutes(2)).add();
        advance(Duration.ofMinutes(4));

        assertThat(store.promoteDue(1)).isEqualTo(new Promotion(1, Set.of(OTHER_QUEUE), Duration.ZERO));
        assertThat(state(first)).isEqualTo(JobState.READY);
        assertThat(store.promoteDue(1)).isEqualTo(new Promotion(1, Set.of(QUEUE), Duration.ZERO));
        assertThat(state(second)).isEqualTo(JobState.READY);
        assertThat(state(third)).isEqualTo(JobState.SCHEDULED);
        assertThat(store.promoteDue(1)).isEqualTo(new Promotion(1, Set.of(QUEUE), null));
        assertThat(store.promoteDue(1)).isEqualTo(new Promotion(0, Set.of(), null));
    }

    @Test
    void thePromotionTellsHowLongUntilTheNext() {
        job().in(Duration.ofHours(2)).add();
        job().in(Duration.ofHours(1)).queue(OTHER_QUEUE).add();

        assertThat(store.promoteDue(ALL).untilNext()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
        advance(Duration.ofMinutes(61));
        assertThat(store.promoteDue(ALL).untilNext()).isBetween(Duration.ofMinutes(58), Duration.ofMinutes(59));
    }

    @Test
    void aJobThatCouldNotBeReadComesBackInItsTurn() {
        JobId parked = job().add();
        finish(node().claimOne(), new Outcome.Parked("unreadable", Duration.ofMinutes(2)));
        JobId scheduled = job().in(Duration.ofMinutes(3)).add();
        assertThat(store.promoteDue(ALL).untilNext()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
        advance(Duration.ofMinutes(4));

        store.promoteDue(1);

        assertThat(state(parked)).isEqualTo(JobState.READY);
        assertThat(state(scheduled)).isEqualTo(JobState.SCHEDULED);
    }

    @Test
    void aJobThatNoNodeKnowsHasNoTime() {
        JobId id = job().add();
        store.park(QUEUE, Set.of(), ALL);
        advance(Duration.ofDays(1_000));

        assertThat(store.promoteDue(ALL)).isEqualTo(new Promotion(0, Set.of(), null));
        assertThat(state(id)).isEqualTo(JobState.PARKED);
    }

    @Test
    void readyJobsRunByPriorityAndIdNotByTheirTime() {
        JobId late = job().in(Duration.ofMinutes(2)).add();
        JobId early = job().in(Duration.ofMinutes(1)).add();
        advance(Duration.ofMinutes(3));
        store.promoteDue(ALL);

        assertThat(node().claimIds(ALL)).containsExactly(late, early);
    }

    @Test
    void aPausedQueueIsPromotedAllTheSame() {
        JobId id = job().in(Duration.ofMinutes(1)).add();
        store.pause(QUEUE, null, "ann");
        advance(Duration.ofMinutes(2));
        store.promoteDue(ALL);

        assertThat(state(id)).isEqualTo(JobState.READY);
    }
}
