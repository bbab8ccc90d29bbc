package dev.typedqueue.internal.engine;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.Admission;
import dev.typedqueue.annotation.MissedRuns;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.definition.RetentionPolicy;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.definition.Schedule;
import dev.typedqueue.definition.UniqueRule;
import dev.typedqueue.test.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Jobs that are added by themselves. */
class ScheduleTest {

    private final World world = new World();
    private final List<Instant> starts = new ArrayList<>();
    private final List<Instant> slots = new ArrayList<>();

    @AfterEach
    void endWorld() {
        world.close();
    }

    private static TextQueue scheduled(Schedule schedule) {
        return TextQueue.withJob(job -> job.schedule(schedule, () -> "tick"));
    }

    private Node start(TextQueue texts) {
        return world.node(builder -> builder.pollInterval(ofMinutes(1)), texts.handledBy((text, job) -> {
            starts.add(world.now());
            slots.add(job.runAt());
        }));
    }

    private static Instant after(Duration duration) {
        return Simulation.START.plus(duration);
    }

    @Test
    void aJobIsAddedAtEachTimeOfItsSchedule() {
        start(scheduled(Schedule.every(ofMinutes(10))));
        world.advance(ofMinutes(31));
        assertThat(starts).containsExactly(after(ofMinutes(10)), after(ofMinutes(20)), after(ofMinutes(30)));
    }

    @Test
    void severalNodesMakeOneJobForEachTime() {
        TextQueue texts = scheduled(Schedule.cron("*/5 * * * *", "Europe/Berlin"));
        for (int i = 0; i < 5; i++) {
            start(texts);
        }
        world.advance(ofHours(2));
        assertThat(slots).hasSize(24).doesNotHaveDuplicates();
    }

    @Test
    void nodesWhoseAnswersAreLostMakeOneJobForEachTimeAllTheSame() {
        TextQueue texts = scheduled(Schedule.every(ofMinutes(5)));
        Node node = start(texts);
        start(texts);
        for (int i = 0; i < 20; i++) {
            node.store.loseNextAnswer("saveSchedule");
        }
        world.advance(ofHours(2).plusSeconds(30));
        assertThat(slots).hasSize(24).doesNotHaveDuplicates();
    }

    @Test
    void aScheduleThatWasNeverSeenBeforeBeginsNow() {
        start(scheduled(Schedule.every(ofHours(1)).withMissed(MissedRuns.ALL)));
        world.advance(ofMinutes(59));
        assertThat(starts).isEmpty();
    }

    @Test
    void forAllMissedTimesThereIsOneJob() {
        missThreeHours(MissedRuns.ONCE);
        assertThat(slots).containsExactly(after(ofHours(1)), after(ofHours(4)), after(ofHours(5)));
    }

    @Test
    void missedTimesAreSkippedWhereTheScheduleSaysSo() {
        missThreeHours(MissedRuns.SKIP);
        assertThat(slots).containsExactly(after(ofHours(1)), after(ofHours(5)));
    }

    @Test
    void missedTimesAreMadeUpForWhereTheScheduleSaysSo() {
        missThreeHours(MissedRuns.ALL);
        assertThat(slots)
                .containsExactly(
                        after(ofHours(1)), after(ofHours(2)), after(ofHours(3)), after(ofHours(4)), after(ofHours(5)));
    }

    @Test
    void theLatestMissedTimesAreMadeUpForUpToAsManyAsTheScheduleSays() {
        missThreeHours(Schedule.every(ofHours(1)).withMissed(MissedRuns.ALL, 2));
        assertThat(slots).containsExactly(after(ofHours(1)), after(ofHours(3)), after(ofHours(4)), after(ofHours(5)));
    }

    @Test
    void jobsRunLaterThanTheirTimesByAPartOfTheJitterWhichIsTheSameOnEveryNode() {
        Schedule schedule = Schedule.every(ofHours(1)).withJitter(ofMinutes(10));
        start(scheduled(schedule));
        start(scheduled(schedule));
        world.advance(ofHours(24).plusMinutes(30));
        assertThat(slots).hasSize(24);
        List<Duration> late = new ArrayList<>();
        for (int hour = 1; hour <= 24; hour++) {
            late.add(Duration.between(after(ofHours(hour)), slots.get(hour - 1)));
        }
        assertThat(late).allSatisfy(each -> assertThat(each).isBetween(Duration.ZERO, ofMinutes(10)));
        assertThat(late).filteredOn(each -> each.compareTo(ofMinutes(5)) < 0).hasSizeBetween(6, 18);
        assertThat(late).doesNotHaveDuplicates();
        assertThat(starts).isEqualTo(slots);
    }

    @Test
    void noJobRunsLaterThanTheNextTimeWhateverTheJitter() {
        start(scheduled(Schedule.every(ofMinutes(1)).withJitter(ofHours(5))));
        world.advance(ofHours(1).plusSeconds(59));
        assertThat(slots).hasSize(60).isSorted();
        for (int minute = 1; minute <= 60; minute++) {
            assertThat(slots.get(minute - 1))
                    .isBetween(
                            after(ofMinutes(minute)),
                            after(ofMinutes(minute + 1)).minusMillis(1));
        }
    }

    @Test
    void withAFixedDelayTheNextJobStartsSoLongAfterTheEndOfTheLastOne() {
        TextQueue texts = scheduled(Schedule.afterEnd(ofMinutes(10)));
        for (int i = 0; i < 3; i++) {
            world.node(builder -> builder.pollInterval(ofMinutes(1)), texts.handledBy((text, job) -> {
                starts.add(world.now());
                Simulation.sleep(ofMinutes(25));
            }));
        }
        world.advance(ofHours(2));
        assertThat(starts)
                .containsExactly(
                        after(ofMinutes(10)), after(ofMinutes(45)), after(ofMinutes(80)), after(ofMinutes(115)));
    }

    @Test
    void aFixedDelayIsCountedFromTheLastOfAllAttempts() {
        TextQueue texts = TextQueue.withJob(job -> job.schedule(Schedule.afterEnd(ofMinutes(10)), () -> "tick")
                .retry(RetryPolicy.upTo(2)
                        .withDelays(ofMinutes(30), ofMinutes(30))
                        .withGrowth(1, 0)));
        world.node(texts.handledBy((text, job) -> {
            starts.add(world.now());
            throw new IllegalStateException("away");
        }));
        world.advance(ofMinutes(55));
        assertThat(starts).containsExactly(after(ofMinutes(10)), after(ofMinutes(40)), after(ofMinutes(50)));
    }

    @Test
    void aFixedDelayGoesOnWhenItsLastJobIsGone() {
        TextQueue texts = TextQueue.with(
                job -> job.schedule(Schedule.afterEnd(ofMinutes(10)), () -> "tick"),
                queue -> queue.retention(RetentionPolicy.DEFAULT.withCompleted(Duration.ZERO)));
        start(texts);
        world.advance(ofMinutes(35));
        assertThat(starts).hasSize(3).isSorted();
        assertThat(starts.get(2)).isBetween(after(ofMinutes(30)), after(ofMinutes(32)));
    }

    @Test
    void aFixedDelaySurvivesTheDeathOfTheNodeAndOfTheAnswer() {
        TextQueue texts = scheduled(Schedule.afterEnd(ofMinutes(10)));
        Node first = start(texts);
        first.store.loseNextAnswer("saveSchedule");
        first.store.loseNextAnswer("saveSchedule");
        world.advance(ofMinutes(15));
        first.close();
        world.advance(ofHours(3));
        start(texts);
        world.advance(ofMinutes(11));
        assertThat(starts).hasSize(3);
        assertThat(starts.get(0)).isBetween(after(ofMinutes(10)), after(ofMinutes(11)));
        assertThat(starts).endsWith(after(ofMinutes(195)), after(ofMinutes(205)));
    }

    private void missThreeHours(MissedRuns missed) {
        missThreeHours(Schedule.every(ofHours(1)).withMissed(missed));
    }

    private void missThreeHours(Schedule schedule) {
        TextQueue texts = scheduled(schedule);
        Node first = start(texts);
        world.advance(ofMinutes(90));
        first.close();
        world.advance(ofHours(3));
        start(texts);
        world.advance(ofHours(1));
    }

    @Test
    void aRestartNeitherRepeatsNorLosesATime() {
        TextQueue texts = scheduled(Schedule.every(ofMinutes(10)));
        for (int i = 0; i < 6; i++) {
            Node node = start(texts);
            world.advance(ofMinutes(10));
            node.close();
        }
        assertThat(slots).hasSize(6).doesNotHaveDuplicates();
    }

    @Test
    void aClockThatIsSetBackRepeatsNoTime() {
        start(scheduled(Schedule.every(ofMinutes(10))));
        world.advance(ofMinutes(35));
        world.simulation.jumpClock(ofMinutes(-20));
        world.advance(ofMinutes(40));
        assertThat(slots).doesNotHaveDuplicates();
        assertThat(slots)
                .containsExactly(
                        after(ofMinutes(10)),
                        after(ofMinutes(20)),
                        after(ofMinutes(30)),
                        after(ofMinutes(40)),
                        after(ofMinutes(50)));
    }

    @Test
    void aClockThatIsSetForwardIsSeenWithinAMinute() {
        start(scheduled(Schedule.every(ofHours(1))));
        world.advance(ofMinutes(5));
        world.simulation.jumpClock(ofHours(3));
        world.advance(ofMinutes(1));
        assertThat(slots).containsExactly(after(ofHours(3)));
    }

    @Test
    void aDailyTimeKeepsItsLocalHourAcrossTheChangeOfTheClock() {
        world.simulation.jumpClock(Duration.between(Simulation.START, Instant.parse("2030-03-29T00:00:00Z")));
        start(scheduled(Schedule.cron("0 3 * * *", "Europe/Berlin")));
        world.advance(ofDays(4));
        assertThat(slots)
                .containsExactly(
                        Instant.parse("2030-03-29T02:00:00Z"),
                        Instant.parse("2030-03-30T02:00:00Z"),
                        Instant.parse("2030-03-31T01:00:00Z"),
                        Instant.parse("2030-04-01T01:00:00Z"));
    }

    @Test
    void aRuleMayRefuseATimeAndTheNextOneIsAskedAgain() {
        List<String> asked = new ArrayList<>();
        TextQueue texts = TextQueue.withJob(job -> job.schedule(Schedule.every(ofMinutes(10)), () -> "tick")
                .beforeAdd((text, context) -> {
                    asked.add(text);
                    return asked.size() == 1 ? Admission.refuse("not the first") : Admission.admit();
                }));
        start(texts);
        world.advance(ofMinutes(21));
        assertThat(slots).containsExactly(after(ofMinutes(20)));
    }

    @Test
    void aTimeAddsNoJobWhileTheLastOneIsThereWhereTheJobIsUnique() {
        TextQueue texts = TextQueue.withJob(job ->
                job.schedule(Schedule.every(ofMinutes(10)), () -> "tick").unique(UniqueRule.by(text -> List.of())));
        world.node(texts.handledBy((text, job) -> {
            starts.add(world.now());
            if (starts.size() == 1) {
                job.requeue(after(ofMinutes(35)));
            }
        }));
        world.advance(ofMinutes(41));
        assertThat(starts).containsExactly(after(ofMinutes(10)), after(ofMinutes(35)), after(ofMinutes(40)));
    }

    @Test
    void aPayloadThatCannotBeMadeHoldsUpNoOtherSchedule() {
        TextQueue good = scheduled(Schedule.every(ofMinutes(10)));
        JobDefinition<String> bad = TextQueue.jobNamed("bad")
                .schedule(Schedule.every(ofMinutes(10)), () -> {
                    throw new IllegalStateException("no payload");
                })
                .build();
        QueueDefinition queue =
                TextQueue.queueNamed("both").job(bad).job(good.job).build();
        world.node(QueueHandlers.of(queue)
                .handle(bad, TextQueue::ignore)
                .handle(good.job, (text, job) -> slots.add(job.runAt()))
                .build());
        world.advance(ofMinutes(10).plus(ofSeconds(20)));
        assertThat(slots).containsExactly(after(ofMinutes(10)));
    }

    @Test
    void timesOfANewDeclarationThatHavePassedSinceTheLastSlotCountAsMissed() {
        Node old = start(scheduled(Schedule.every(ofHours(2))));
        world.advance(ofHours(5));
        old.close();
        start(scheduled(Schedule.every(ofMinutes(20))));
        world.advance(ofMinutes(21));
        assertThat(slots)
                .containsExactly(after(ofHours(2)), after(ofHours(4)), after(ofHours(5)), after(ofMinutes(320)));
    }

    @Test
    void nodesOfTwoReleasesAddAtTheTimesThatEachOfThemKnows() {
        start(scheduled(Schedule.every(ofHours(2))));
        start(scheduled(Schedule.every(ofHours(3))));
        world.advance(ofHours(6).plusMinutes(1));
        assertThat(slots).containsExactly(after(ofHours(2)), after(ofHours(3)), after(ofHours(4)), after(ofHours(6)));
    }

    @Test
    void aScheduleThatIsNoLongerDeclaredAddsNothingAndMissesItsTimes() {
        TextQueue texts = scheduled(Schedule.every(ofHours(1)));
        Node with = start(texts);
        world.advance(ofMinutes(90));
        with.close();
        Node without = start(TextQueue.withJob(job -> job));
        world.advance(ofHours(3));
        assertThat(without.runtime().schedules().list()).isEmpty();
        assertThat(slots).containsExactly(after(ofHours(1)));
        without.close();
        start(texts);
        world.advance(ofMinutes(5));
        assertThat(slots).containsExactly(after(ofHours(1)), after(ofHours(4)));
    }
}
