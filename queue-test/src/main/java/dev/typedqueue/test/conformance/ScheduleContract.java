package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.StoreSession;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How schedules move on and are changed: one revision makes its jobs once, whoever is faster. */
abstract class ScheduleContract extends StoreContract {

    private static final Instant SLOT = Instant.parse("2026-03-29T01:30:00Z");
    private static final Instant NEXT = Instant.parse("2026-03-30T01:30:00Z");

    private static ScheduleRecord begin() {
        return ScheduleRecord.beginning(QUEUE, "digest", SLOT);
    }

    private ScheduleRecord begun() {
        store.saveSchedule(begin(), List.of());
        return stored(store);
    }

    private static ScheduleRecord stored(StoreSession session) {
        List<ScheduleRecord> schedules = session.schedules();
        assertThat(schedules).hasSize(1);
        return schedules.get(0);
    }

    @Test
    void aScheduleThatWasNeverLookedAtIsNotKept() {
        assertThat(store.schedules()).isEmpty();
    }

    @Test
    void aScheduleBeginsWithItsJobs() {
        NewJob job = job().build();

        assertThat(store.saveSchedule(begin(), List.of(job))).isTrue();

        assertThat(stored(openElsewhere())).isEqualTo(begin().next());
        assertThat(state(job.id())).isEqualTo(JobState.READY);
    }

    @Test
    void whoComesSecondAddsNothing() {
        ScheduleRecord first = begun();
        ScheduleRecord moved = first.at(NEXT, null);
        store.saveSchedule(moved, List.of());
        NewJob late = job().build();

        assertThat(store.saveSchedule(begin(), List.of(late))).isFalse();
        assertThat(store.saveSchedule(moved, List.of(late))).isFalse();
        assertThat(store.saveSchedule(first.paused("ann", SLOT), List.of(late))).isFalse();
        assertThat(store.saveSchedule(moved.next().next(), List.of(late))).isFalse();

        assertThat(stored(store)).isEqualTo(moved.next());
        assertThat(store.find(late.id())).isEmpty();
    }

    @Test
    void aScheduleMovesFromWhereItStands() {
        ScheduleRecord first = begun();
        JobId id = JobId.next(store.now());

        assertThat(store.saveSchedule(first.at(NEXT, null), List.of(job().id(id).build())))
                .isTrue();
        assertThat(store.saveSchedule(first.at(NEXT, null), List.of(job().build())))
                .isFalse();

        assertThat(stored(store).lastSlot()).isEqualTo(NEXT);
        assertThat(node().claimIds(ALL)).containsExactly(id);
    }

    @Test
    void aScheduleThatNobodyBeganHasNoRevisionToMoveFrom() {
        assertThat(store.saveSchedule(begin().next(), List.of(job().build()))).isFalse();

        assertThat(store.schedules()).isEmpty();
        assertThat(node().claim(ALL)).isEmpty();
    }

    @Test
    void aScheduleMayGoBack() {
        assertThat(store.saveSchedule(begun().at(SLOT.minusSeconds(1), null), List.of()))
                .isTrue();
        assertThat(stored(store).lastSlot()).isEqualTo(SLOT.minusSeconds(1));
    }

    @Test
    void whatAPersonHasChangedIsKeptUntilItIsTakenBack() {
        JobId id = JobId.next(store.now());
        ScheduleRecord changed =
                begun().at(NEXT, id).paused("ann: \"it's\" käputt\n", SLOT).changed("0 4 * * * Europe/Berlin", NEXT);
        store.saveSchedule(changed, List.of());

        assertThat(stored(openElsewhere())).isEqualTo(changed.next());

        ScheduleRecord again = stored(store).resumed(NEXT).changed(null, NEXT).at(NEXT, null);
        store.saveSchedule(again, List.of());
        assertThat(stored(openElsewhere())).isEqualTo(again.next());
    }

    @Test
    void aScheduleMayBeginPaused() {
        ScheduleRecord paused = begin().paused("ann", NEXT);
        store.saveSchedule(paused, List.of());

        assertThat(stored(store)).isEqualTo(paused.next());
    }

    @Test
    void schedulesOfOtherJobsAndQueuesStandForThemselves() {
        ScheduleRecord first = begun();
        ScheduleRecord otherJob = ScheduleRecord.beginning(QUEUE, "send", NEXT);
        ScheduleRecord otherQueue = ScheduleRecord.beginning(OTHER_QUEUE, "digest", NEXT);

        assertThat(store.saveSchedule(otherQueue, List.of())).isTrue();
        assertThat(store.saveSchedule(otherJob, List.of())).isTrue();
        assertThat(store.schedules()).containsExactly(first, otherJob.next(), otherQueue.next());
    }

    @Test
    void aSlotFinerThanTheStoreKeepsCanBeMovedFrom() {
        store.saveSchedule(begin().at(SLOT.plusNanos(123_456_789), null), List.of());

        assertThat(store.saveSchedule(stored(store).at(NEXT, null), List.of())).isTrue();
    }

    @Test
    void aJobKeptByItsKeyDoesNotHoldTheScheduleUp() {
        JobId holder = job().key("k").add();
        NewJob kept = job().key("k").build();

        assertThat(store.saveSchedule(begin(), List.of(kept))).isTrue();
        assertThat(store.find(kept.id())).isEmpty();
        assertThat(state(holder)).isEqualTo(JobState.READY);
    }
}
