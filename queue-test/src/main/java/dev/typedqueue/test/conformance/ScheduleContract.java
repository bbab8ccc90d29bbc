package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.spi.NewJob;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How schedules move on: one slot makes its jobs once, whoever is faster. */
abstract class ScheduleContract extends StoreContract {

    private static final Instant SLOT = Instant.parse("2026-03-29T01:30:00Z");
    private static final Instant NEXT = Instant.parse("2026-03-30T01:30:00Z");

    @Test
    void aScheduleThatWasNeverLookedAtHasNoSlot() {
        assertThat(store.lastSlot(QUEUE, "digest")).isEmpty();
    }

    @Test
    void aScheduleBeginsWithItsJobs() {
        NewJob job = job().build();

        assertThat(store.advance(QUEUE, "digest", null, SLOT, List.of(job))).isTrue();

        assertThat(openElsewhere().lastSlot(QUEUE, "digest")).contains(SLOT);
        assertThat(state(job.id())).isEqualTo(JobState.READY);
    }

    @Test
    void whoComesSecondAddsNothing() {
        store.advance(QUEUE, "digest", null, SLOT, List.of(job().build()));
        NewJob late = job().build();

        assertThat(store.advance(QUEUE, "digest", null, SLOT, List.of(late))).isFalse();
        assertThat(store.advance(QUEUE, "digest", null, NEXT, List.of(late))).isFalse();
        assertThat(store.advance(QUEUE, "digest", NEXT, NEXT.plusSeconds(1), List.of(late)))
                .isFalse();

        assertThat(store.lastSlot(QUEUE, "digest")).contains(SLOT);
        assertThat(store.find(late.id())).isEmpty();
    }

    @Test
    void aScheduleMovesFromWhereItStands() {
        store.advance(QUEUE, "digest", null, SLOT, List.of());
        JobId id = JobId.next(store.now());

        assertThat(store.advance(
                        QUEUE, "digest", SLOT, NEXT, List.of(job().id(id).build())))
                .isTrue();
        assertThat(store.advance(QUEUE, "digest", SLOT, NEXT, List.of(job().build())))
                .isFalse();

        assertThat(store.lastSlot(QUEUE, "digest")).contains(NEXT);
        assertThat(node().claimIds(ALL)).containsExactly(id);
    }

    @Test
    void aScheduleThatNobodyBeganHasNoSlotToMoveFrom() {
        assertThat(store.advance(QUEUE, "digest", SLOT, NEXT, List.of(job().build())))
                .isFalse();

        assertThat(store.lastSlot(QUEUE, "digest")).isEmpty();
        assertThat(node().claim(ALL)).isEmpty();
    }

    @Test
    void aScheduleMayGoBack() {
        store.advance(QUEUE, "digest", null, NEXT, List.of());

        assertThat(store.advance(QUEUE, "digest", NEXT, SLOT, List.of())).isTrue();
        assertThat(store.lastSlot(QUEUE, "digest")).contains(SLOT);
    }

    @Test
    void schedulesOfOtherJobsAndQueuesStandForThemselves() {
        store.advance(QUEUE, "digest", null, SLOT, List.of());

        assertThat(store.advance(QUEUE, "send", null, NEXT, List.of())).isTrue();
        assertThat(store.advance(OTHER_QUEUE, "digest", null, NEXT, List.of())).isTrue();
        assertThat(store.lastSlot(QUEUE, "digest")).contains(SLOT);
    }

    @Test
    void aSlotWithASuffixFinerThanTheStoreKeepsCanBeMovedFrom() {
        Instant fine = SLOT.plusNanos(123_456_789);
        store.advance(QUEUE, "digest", null, fine, List.of());
        Instant kept = store.lastSlot(QUEUE, "digest").orElseThrow();

        assertThat(store.advance(QUEUE, "digest", kept, NEXT, List.of())).isTrue();
    }

    @Test
    void aJobKeptByItsKeyDoesNotHoldTheScheduleUp() {
        JobId holder = job().key("k").add();
        NewJob kept = job().key("k").build();

        assertThat(store.advance(QUEUE, "digest", null, SLOT, List.of(kept))).isTrue();
        assertThat(store.find(kept.id())).isEmpty();
        assertThat(state(holder)).isEqualTo(JobState.READY);
    }
}
