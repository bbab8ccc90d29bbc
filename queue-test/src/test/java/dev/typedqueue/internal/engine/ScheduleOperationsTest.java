package dev.typedqueue.internal.engine;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.typedqueue.AddResult;
import dev.typedqueue.Admission;
import dev.typedqueue.JobSchedule;
import dev.typedqueue.ScheduleOperations;
import dev.typedqueue.annotation.MissedRuns;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.Schedule;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person does with schedules. */
class ScheduleOperationsTest {

    private final World world = new World();
    private final List<Instant> slots = new ArrayList<>();

    @AfterEach
    void endWorld() {
        world.close();
    }

    private Node start(Schedule schedule) {
        return start(job -> job.schedule(schedule, () -> "tick"));
    }

    private Node start(UnaryOperator<JobDefinition.Builder<String>> job) {
        return world.node(TextQueue.withJob(job).handledBy((text, context) -> slots.add(context.runAt())));
    }

    private static Instant after(Duration duration) {
        return Simulation.START.plus(duration);
    }

    private static ScheduleOperations schedules(Node node) {
        return node.runtime().schedules();
    }

    private static JobSchedule only(Node node) {
        List<JobSchedule> all = schedules(node).list();
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void aScheduleIsListedWithItsLastAndNextTimes() {
        Node node = start(Schedule.cron("0 */2 * * *", "Europe/Berlin"));
        world.advance(ofHours(4).plusMinutes(1));
        JobSchedule schedule = only(node);
        Instant last = slots.get(slots.size() - 1);
        assertThat(schedule)
                .isEqualTo(new JobSchedule(
                        "texts",
                        "write",
                        "0 */2 * * * Europe/Berlin",
                        null,
                        null,
                        null,
                        last,
                        List.of(last.plus(ofHours(2)), last.plus(ofHours(4)), last.plus(ofHours(6)))));
    }

    @Test
    void aPausedScheduleAddsNothingOnAnyNode() {
        Node node = start(Schedule.every(ofMinutes(10)));
        start(Schedule.every(ofMinutes(10)));
        world.advance(ofMinutes(15));
        schedules(node).pause("texts", "write", "ada");
        schedules(node).pause("texts", "write", "bert");
        world.advance(ofHours(2));
        assertThat(slots).containsExactly(after(ofMinutes(10)));
        JobSchedule paused = only(node);
        assertThat(paused.pausedBy()).isEqualTo("ada");
        assertThat(paused.pausedSince()).isEqualTo(after(ofMinutes(15)));
        assertThat(paused.next()).isEmpty();
    }

    @Test
    void aClockThatWasSetBackMakesNoTimeTwiceWhateverAPersonDoes() {
        Node node = start(Schedule.every(ofMinutes(10)));
        world.advance(ofMinutes(11));
        world.simulation.jumpClock(ofMinutes(-5));
        schedules(node).change("texts", "write", "600s");
        world.advance(ofMinutes(5));
        world.simulation.jumpClock(ofMinutes(-5));
        schedules(node).pause("texts", "write", "ada");
        schedules(node).resume("texts", "write");
        world.advance(ofMinutes(10));
        assertThat(slots).containsExactly(after(ofMinutes(10)));
    }

    @Test
    void aPersonWhoseCallIsSlowMakesNoTimeTwice() {
        Node node = start(Schedule.every(ofMinutes(10)));
        world.advance(ofMinutes(9));
        node.store.afterNext("now", () -> world.advance(ofMinutes(2)));
        schedules(node).change("texts", "write", "600s");
        world.advance(ofMinutes(8));
        assertThat(slots).containsExactly(after(ofMinutes(10)));
    }

    @Test
    void aScheduleCanBePausedBeforeItsFirstNodeStarts() {
        Schedule schedule = Schedule.every(ofMinutes(10));
        Node halted = start(schedule);
        schedules(halted).pause("texts", "write", "ada");
        halted.close();
        start(schedule);
        world.advance(ofHours(1));
        assertThat(slots).isEmpty();
    }

    @Test
    void aResumedScheduleGoesOnWithItsNextTimeAndMakesUpForNothing() {
        Node node = start(Schedule.every(ofMinutes(10)).withMissed(MissedRuns.ALL));
        Node other = start(Schedule.every(ofMinutes(10)).withMissed(MissedRuns.ALL));
        schedules(node).pause("texts", "write", "ada");
        world.advance(ofMinutes(95));
        schedules(other).resume("texts", "write");
        world.advance(ofMinutes(20));
        assertThat(slots).containsExactly(after(ofMinutes(100)), after(ofMinutes(110)));
    }

    @Test
    void aResumeOfAScheduleThatIsNotPausedChangesNothing() {
        Node node = start(Schedule.every(ofMinutes(10)));
        world.settle();
        JobSchedule before = only(node);
        schedules(node).resume("texts", "write");
        schedules(node).reset("texts", "write");
        assertThat(only(node)).isEqualTo(before);
    }

    @Test
    void aJobIsAddedNowBesideTheTimes() {
        Node node = start(Schedule.every(ofMinutes(10)));
        world.advance(ofMinutes(5));
        assertThat(schedules(node).runNow("texts", "write")).singleElement().isInstanceOf(AddResult.Added.class);
        world.advance(ofMinutes(6));
        assertThat(slots).containsExactly(after(ofMinutes(5)), after(ofMinutes(10)));
    }

    @Test
    void aJobThatIsAddedNowIsAskedForByItsRules() {
        Node node = start(job -> job.schedule(Schedule.every(ofMinutes(10)), () -> "tick")
                .beforeAdd((text, context) -> Admission.refuse("not today")));
        assertThat(schedules(node).runNow("texts", "write")).containsExactly(new AddResult.Refused("not today"));
    }

    @Test
    void aChangedScheduleBeginsWithItsNextTime() {
        Node node = start(Schedule.every(ofHours(1)).withMissed(MissedRuns.ALL));
        world.advance(ofMinutes(55));
        schedules(node).change("texts", "write", "2m");
        assertThat(only(node).declared()).isEqualTo("1h");
        assertThat(only(node).changed()).isEqualTo("2m");
        world.advance(ofMinutes(5));
        assertThat(slots).containsExactly(after(ofMinutes(56)), after(ofMinutes(58)), after(ofMinutes(60)));
    }

    @Test
    void aChangeHoldsOnOtherNodesWithinAMinuteAndAfterRestarts() {
        Node node = start(Schedule.every(ofHours(1)));
        Node other = start(Schedule.every(ofHours(1)));
        world.advance(ofMinutes(1));
        schedules(node).change("texts", "write", "5m");
        node.close();
        world.advance(ofMinutes(10));
        assertThat(slots).containsExactly(after(ofMinutes(5)), after(ofMinutes(10)));
        other.close();
        start(Schedule.every(ofHours(1)));
        world.advance(ofMinutes(5));
        assertThat(slots).hasSize(3);
    }

    @Test
    void aResetScheduleHasItsDeclaredTimesAgain() {
        Node node = start(Schedule.every(ofHours(1)));
        schedules(node).change("texts", "write", "1m");
        world.advance(ofMinutes(2).plusSeconds(1));
        schedules(node).reset("texts", "write");
        world.advance(ofHours(1));
        assertThat(slots).containsExactly(after(ofMinutes(1)), after(ofMinutes(2)), after(ofHours(1)));
        assertThat(only(node).changed()).isNull();
    }

    @Test
    void anExpressionWithoutATimeZoneIsReadInTheDeclaredOne() {
        Node node = start(Schedule.cron("0 3 * * *", "Europe/Berlin"));
        schedules(node).change("texts", "write", " 30  4 * * MON-FRI ");
        assertThat(only(node).changed()).isEqualTo("30 4 * * MON-FRI Europe/Berlin");
        schedules(node).change("texts", "write", "30 4 * * * Asia/Tokyo");
        assertThat(only(node).changed()).isEqualTo("30 4 * * * Asia/Tokyo");
        assertThat(only(node).next().get(0)).isEqualTo(Instant.parse("2030-01-01T19:30:00Z"));
    }

    @Test
    void aFixedDelayShowsItsNextTimeOnceTheLastJobHasEnded() {
        Node node = world.node(TextQueue.withJob(job -> job.schedule(Schedule.afterEnd(ofMinutes(10)), () -> "tick"))
                .handledBy((text, job) -> Simulation.sleep(ofMinutes(5))));
        world.settle();
        assertThat(only(node).declared()).isEqualTo("10m after end");
        assertThat(only(node).next()).containsExactly(after(ofMinutes(10)));
        world.advance(ofMinutes(12));
        assertThat(only(node).next()).isEmpty();
        world.advance(ofMinutes(5));
        assertThat(only(node).next()).containsExactly(after(ofMinutes(25)));
    }

    @Test
    void aScheduleIsChangedToAFixedDelayAndBack() {
        Node node = start(Schedule.every(ofMinutes(10)));
        schedules(node).change("texts", "write", "120s after end");
        assertThat(only(node).changed()).isEqualTo("2m after end");
        world.advance(ofMinutes(5));
        assertThat(slots).containsExactly(after(ofMinutes(2)), after(ofMinutes(4)));
        schedules(node).reset("texts", "write");
        world.advance(ofMinutes(6));
        assertThat(slots).hasSize(3).endsWith(after(ofMinutes(10)));
    }

    @Test
    void aChangeHoldsWhateverALaterReleaseDeclares() {
        Node node = start(Schedule.every(ofHours(1)));
        schedules(node).change("texts", "write", "30m");
        node.close();
        start(Schedule.every(ofHours(2)));
        world.advance(ofMinutes(61));
        assertThat(slots).containsExactly(after(ofMinutes(30)), after(ofMinutes(60)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            soon                | neither a period nor the five fields
            0ms                 | shorter than a second
            999ms after end     | shorter than a second
            5m after            | neither a period nor the five fields
            60 3 * * *          | 60
            0 3 * * * Berlin    | "Berlin" is not a time zone
            0 3 30 2 *          | its time never comes
            0 0 3 * * * UTC     | neither a period nor the five fields
            ''                  | neither a period nor the five fields
            999999999999d       | longer than a hundred years
            """)
    void aChangeToWhatAreNoTimesIsRefusedAndChangesNothing(String times, String why) {
        Node node = start(Schedule.every(ofHours(1)));
        world.settle();
        JobSchedule before = only(node);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedules(node).change("texts", "write", times))
                .withMessageStartingWith("\"" + times + "\" are no times of a schedule: ")
                .withMessageContaining(why)
                .withMessageContaining("such as \"0 3 * * *\"");
        assertThat(only(node)).isEqualTo(before);
    }

    @Test
    void aMistypedNameIsAnsweredWithTheRightOne() {
        Node node = start(Schedule.every(ofHours(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedules(node).pause("text", "write", "ada"))
                .withMessage("No job of a queue named \"text\" has a schedule here. Did you mean \"texts\"?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedules(node).runNow("texts", "wirte"))
                .withMessage("No job named \"wirte\" of queue \"texts\" has a schedule. Did you mean \"write\"?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedules(node).change("texts", "writes", "5m"))
                .withMessage("No job named \"writes\" of queue \"texts\" has a schedule. Did you mean \"write\"?");
    }

    @Test
    void aChangeDoesNotLoseWhatANodeStoresMeanwhile() {
        Node node = start(Schedule.every(ofMinutes(10)));
        world.advance(ofMinutes(5));
        node.store.afterNext("schedules", () -> {
            var stored = world.store.schedules().get(0);
            world.store.saveSchedule(stored.paused("bert", world.now()), List.of());
        });
        schedules(node).change("texts", "write", "1m");
        assertThat(only(node).pausedBy()).isEqualTo("bert");
        assertThat(only(node).changed()).isEqualTo("1m");
    }
}
