package dev.typedqueue.reliability.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.node.Conduct;
import dev.typedqueue.reliability.node.Entry;
import dev.typedqueue.reliability.node.Entry.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The checker sees what must not be, and accepts what may. */
final class CheckerTest {

    private static final long START = 1_800_000_000_000L;

    private final JobId job = JobId.next(Instant.ofEpochMilli(START));
    private final Map<String, List<Entry>> journals = new HashMap<>();
    private final Map<JobId, StoredJob> stored = new HashMap<>();
    private final List<Fault> faults = new ArrayList<>();
    private final List<JobId> refused = new ArrayList<>();
    private final List<JobId> unsure = new ArrayList<>();
    private boolean isClockSound = true;

    private void acknowledged() {
        wrote("producer", Event.ACKNOWLEDGED, 0, 0);
    }

    private void wrote(String node, Event event, long fencingToken, long millis) {
        journals.computeIfAbsent(node, any -> new ArrayList<>())
                .add(new Entry(event, job, fencingToken, START + millis));
    }

    private void killed(String node, long millis) {
        faults.add(new Fault(START + millis, START + millis, Set.of(node), Fault.Kind.DEATH));
    }

    private void stored(JobState state, String note, Conduct conduct) {
        stored(state, note, conduct, 0);
    }

    private void stored(JobState state, String note, Conduct conduct, long millis) {
        stored.put(job, new StoredJob(state, note, conduct, millis == 0 ? 0 : START + millis));
    }

    private void frozen(String node, long begin, long end) {
        faults.add(new Fault(START + begin, START + end, Set.of(node), Fault.Kind.FREEZE));
    }

    private Verdict verdict() {
        long now = START + 3_600_000;
        return Checker.check(new Evidence(journals, stored, faults, refused, unsure, isClockSound, now));
    }

    @Test
    void aJobThatRanOnceIsSound() {
        acknowledged();
        wrote("one", Event.BEGUN, 1, 10);
        wrote("one", Event.ENDED, 1, 20);
        stored(JobState.COMPLETED, "", Conduct.PROMPT);

        assertThat(verdict().violations()).isEmpty();
        assertThat(verdict().acknowledged()).isEqualTo(1);
        assertThat(verdict().attempts()).isEqualTo(1);
    }

    @Test
    void anAcknowledgedJobThatIsNotThereIsLost() {
        acknowledged();

        assertThat(verdict().lost()).isEqualTo(1);
        assertThat(verdict().violations()).hasSize(1);
    }

    @Test
    void anAcknowledgedJobThatIsStillToRunIsLost() {
        acknowledged();
        stored(JobState.READY, "", Conduct.PROMPT);

        assertThat(verdict().lost()).isEqualTo(1);
    }

    @Test
    void anInnocentDeadLetterIsLost() {
        acknowledged();
        stored(JobState.FAILED, "", Conduct.SLOW);

        assertThat(verdict().lost()).isEqualTo(1);
    }

    @Test
    void aJobThatRanBesideAKillingOneAtThreeDeathsIsToldApart() {
        acknowledged();
        for (int death = 1; death <= 3; death++) {
            wrote("node " + death, Event.BEGUN, death, death * 1_000L);
            killed("node " + death, death * 1_000L + 10);
        }
        stored(JobState.FAILED, "3 nodes died while they ran it", Conduct.SLOW);

        assertThat(verdict().violations()).isEmpty();
        assertThat(verdict().lost()).isZero();
        assertThat(verdict().condemned()).isEqualTo(1);
    }

    @Test
    void anAttemptOfAKilledNodeIsRepeatedAndTheTimeUntilThenIsTold() {
        wrote("one", Event.BEGUN, 1, 10);
        killed("one", 100);
        wrote("two", Event.BEGUN, 2, 1_600);
        wrote("two", Event.ENDED, 2, 1_700);
        stored(JobState.COMPLETED, "", Conduct.PROMPT);

        assertThat(verdict().violations()).isEmpty();
        assertThat(verdict().duplicates()).isEqualTo(1);
        assertThat(verdict().rescue()).isEqualTo(1_500);
        assertThat(verdict().firstOutcome()).isEqualTo(1_600);
    }

    @Test
    void anAttemptThatEndedLongBeforeTheFaultMustNotBeRepeated() {
        wrote("one", Event.BEGUN, 1, 10);
        wrote("one", Event.ENDED, 1, 20);
        killed("one", 10_000);
        wrote("two", Event.BEGUN, 2, 11_000);
        wrote("two", Event.ENDED, 2, 11_100);
        stored(JobState.COMPLETED, "", Conduct.PROMPT);

        assertThat(verdict().unexplained()).isEqualTo(1);
        assertThat(verdict().violations()).hasSize(1);
    }

    @Test
    void anAttemptOfANodeThatNoFaultTouchedMustNotBeRepeated() {
        wrote("one", Event.BEGUN, 1, 10);
        killed("two", 20);
        wrote("two", Event.BEGUN, 2, 30);
        wrote("two", Event.ENDED, 2, 40);
        stored(JobState.COMPLETED, "", Conduct.PROMPT);

        assertThat(verdict().unexplained()).isEqualTo(1);
    }

    @Test
    void anAttemptThatFailedIsRepeatedRightly() {
        wrote("one", Event.BEGUN, 1, 10);
        wrote("one", Event.FAILED, 1, 20);
        wrote("one", Event.BEGUN, 2, 30);
        wrote("one", Event.ENDED, 2, 40);
        stored(JobState.COMPLETED, "", Conduct.FAILS_ONCE);

        assertThat(verdict().violations()).isEmpty();
        assertThat(verdict().duplicates()).isZero();
    }

    @Test
    void theOutcomeOfAStaleAttemptIsSeenByItsTestimony() {
        wrote("one", Event.BEGUN, 1, 10);
        killed("one", 15);
        wrote("two", Event.BEGUN, 2, 30);
        wrote("two", Event.ENDED, 2, 40);
        stored(JobState.FAILED, "Testimony: fencing token 1;", Conduct.TESTIFIES);

        assertThat(verdict().staleAccepted()).isEqualTo(1);
        stored(JobState.FAILED, "Testimony: fencing token 2;", Conduct.TESTIFIES);
        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void aJobThatCompletedWhileItsLastAttemptWasUnderWayHasAStaleOutcome() {
        wrote("one", Event.BEGUN, 1, 10);
        killed("one", 15);
        wrote("two", Event.BEGUN, 2, 30);
        stored(JobState.COMPLETED, "", Conduct.PROMPT);

        assertThat(verdict().staleAccepted()).isEqualTo(1);
    }

    /** A node that was frozen says that its attempt has completed, while another runs; and it is believed. */
    @Test
    void aCompletionByAStaleAttemptIsSeenByItsTime() {
        wrote("one", Event.BEGUN, 1, 10);
        frozen("one", 20, 6_000);
        wrote("two", Event.BEGUN, 2, 5_900);
        wrote("one", Event.ENDED, 1, 6_010);
        wrote("two", Event.ENDED, 2, 6_100);
        refused.add(job); // of two, which came too late
        stored(JobState.COMPLETED, "", Conduct.SLOW, 6_011);

        assertThat(verdict().staleAccepted()).isEqualTo(1);
        stored(JobState.COMPLETED, "", Conduct.SLOW, 6_101);
        assertThat(verdict().violations()).isEmpty();
        isClockSound = false;
        stored(JobState.COMPLETED, "", Conduct.SLOW, 1);
        assertThat(verdict().violations()).isEmpty();
    }

    /** The same, but the other has completed before: what is stored by then says nothing of who was last. */
    @Test
    void aStaleOutcomeThatNobodyRefusedIsSeen() {
        wrote("one", Event.BEGUN, 1, 10);
        frozen("one", 20, 6_000);
        wrote("two", Event.BEGUN, 2, 4_000);
        wrote("two", Event.ENDED, 2, 4_200);
        wrote("one", Event.ENDED, 1, 6_010);
        stored(JobState.COMPLETED, "", Conduct.SLOW, 6_011);

        assertThat(verdict().staleAccepted()).isEqualTo(1);
        refused.add(job);
        assertThat(verdict().violations()).isEmpty();
        refused.clear();
        unsure.add(job);
        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void whatADyingNodeWasToldNobodyKnows() {
        wrote("one", Event.BEGUN, 1, 10);
        wrote("two", Event.BEGUN, 2, 20);
        wrote("one", Event.ENDED, 1, 30);
        killed("one", 30);
        wrote("two", Event.ENDED, 2, 40);
        stored(JobState.COMPLETED, "", Conduct.SLOW, 41);

        assertThat(verdict().violations()).isEmpty();
    }

    @Test
    void aRefusalNeedsAnotherAttempt() {
        wrote("one", Event.BEGUN, 1, 10);
        wrote("one", Event.ENDED, 1, 20);
        stored(JobState.COMPLETED, "", Conduct.PROMPT);
        refused.add(job);

        assertThat(verdict().refused()).isEqualTo(1);
        assertThat(verdict().violations()).hasSize(1);
    }

    @Test
    void twoAttemptsWithOneFencingTokenAreSeen() {
        wrote("one", Event.BEGUN, 1, 10);
        wrote("two", Event.BEGUN, 1, 10);
        killed("one", 15);
        killed("two", 15);

        assertThat(verdict().violations()).anySatisfy(text -> assertThat(text).contains("one fencing token"));
    }
}
