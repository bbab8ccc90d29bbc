package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import dev.typedqueue.processor.reporting.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in schedules and in durations. */
final class ScheduleTest {
    @Test
    void aCronExpressionHasFiveFields() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(^"0 3 * *") void purge();
                }
                """)
                .isReported(
                        Problem.CRON_INVALID,
                        "\"0 3 * *\" is not a cron expression: it has 4 fields instead of five. The job would "
                                + "never run. Write minute, hour, day of month, month and day of week, such as \"0 3 * * "
                                + "*\".");
    }

    @Test
    void aCronExpressionIsNotEmpty() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(^"") void purge();
                }
                """)
                .isReported(
                        Problem.CRON_INVALID,
                        "\"\" is not a cron expression: it has 0 fields instead of five. The job would never "
                                + "run. Write minute, hour, day of month, month and day of week, such as \"0 3 * * *\".");
    }

    @Test
    void aCronExpressionHasNoSeconds() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(^"0 0 3 ? * MON") void purge();
                }
                """)
                .isReported(
                        Problem.CRON_INVALID,
                        "\"0 0 3 ? * MON\" is not a cron expression: it has 6 fields instead of five. The job "
                                + "would never run. There are no seconds: did you mean \"0 3 * * MON\"?");
    }

    @Test
    void theMinuteIsInRange() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(^"60 3 * * *") void purge();
                }
                """)
                .isReported(
                        Problem.CRON_INVALID,
                        "\"60 3 * * *\" is not a cron expression: its minute is \"60\", which is not made of 0 "
                                + "to 59. The job would never run. Write minute, hour, day of month, month and day of "
                                + "week, such as \"0 3 * * *\".");
    }

    @Test
    void theHourIsInRange() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(^"0 25 * * *") void purge();
                }
                """)
                .isReported(
                        Problem.CRON_INVALID,
                        "\"0 25 * * *\" is not a cron expression: its hour is \"25\", which is not made of 0 "
                                + "to 23. The job would never run. Write minute, hour, day of month, month and day of "
                                + "week, such as \"0 3 * * *\".");
    }

    @Test
    void theDayOfMonthIsInRange() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(^"0 3 32 * *") void purge();
                }
                """)
                .isReported(
                        Problem.CRON_INVALID,
                        "\"0 3 32 * *\" is not a cron expression: its day of month is \"32\", which is not "
                                + "made of 1 to 31. The job would never run. Write minute, hour, day of month, month and "
                                + "day of week, such as \"0 3 * * *\".");
    }

    @Test
    void theMonthIsInRange() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(^"0 3 1 13 *") void purge();
                }
                """)
                .isReported(
                        Problem.CRON_INVALID,
                        "\"0 3 1 13 *\" is not a cron expression: its month is \"13\", which is not made of 1 "
                                + "to 12 or JAN to DEC. The job would never run. Write minute, hour, day of month, month "
                                + "and day of week, such as \"0 3 * * *\".");
    }

    @Test
    void theDayOfWeekIsInRange() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(^"0 3 * * FUN") void purge();
                }
                """)
                .isReported(
                        Problem.CRON_INVALID,
                        "\"0 3 * * FUN\" is not a cron expression: its day of week is \"FUN\", which is not "
                                + "made of 0 to 7 or SUN to SAT. The job would never run. Write minute, hour, day of "
                                + "month, month and day of week, such as \"0 3 * * *\".");
    }

    @Test
    void aRangeOfDaysMayBeginWithSunday() {
        Sources.of("@Queue interface Q { @Job @Cron(\"0 3 * * SUN-THU\") void purge(); }")
                .compilesWithoutErrors();
    }

    @Test
    void aQuestionMarkIsAnAsterisk() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(^"0 3 ? * *") void purge();
                }
                """)
                .isReported(
                        Problem.CRON_INVALID,
                        "\"0 3 ? * *\" is not a cron expression: its day of month is \"?\", which is not made "
                                + "of 1 to 31. The job would never run. Did you mean \"0 3 * * *\"?");
    }

    @Test
    void aNicknameIsNotKnown() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(^"@daily") void purge();
                }
                """)
                .isReported(
                        Problem.CRON_INVALID,
                        "\"@daily\" is not a cron expression: it has 1 field instead of five. The job would "
                                + "never run. Did you mean \"0 0 * * *\"?");
    }

    @Test
    void aDayThatNeverComesIsReported() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(^"0 3 30 2 *") void purge();
                }
                """)
                .isReported(
                        Problem.CRON_NEVER,
                        "\"0 3 30 2 *\" never comes: no such month has a day 30. The job would never run. "
                                + "Write a day that exists.");
    }

    @Test
    void aDayThatNoneOfTheMonthsHasIsReported() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(^"0 3 31 4,6,9-9,11 *") void purge();
                }
                """)
                .isReported(
                        Problem.CRON_NEVER,
                        "\"0 3 31 4,6,9-9,11 *\" never comes: no such month has a day 31. The job would never "
                                + "run. Write a day that exists.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 3 29 2 *",
                "*/5 * * * *",
                "0 9-17 * * MON-FRI",
                "0 3 30 2 MON",
                "0 3 31 */2 *",
                "0 0 1,15 JAN,JUL *",
                "0 3 31 1-4 *"
            })
    void aTimeThatComesIsAccepted(String expression) {
        Sources.of("@Queue interface Q { @Job @Cron(\"" + expression + "\") void purge(); }")
                .compilesWithoutErrors();
    }

    @Test
    void aMistypedZoneIsReported() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(value = "0 3 * * *", zone = ^"Europe/Berln") void purge();
                }
                """)
                .isReported(
                        Problem.ZONE_UNKNOWN,
                        "\"Europe/Berln\" is not a time zone. The times of the schedule would be unknown. Did "
                                + "you mean \"Europe/Berlin\"?");
    }

    @Test
    void aCityIsNoZone() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(value = "0 3 * * *", zone = ^"Berlin") void purge();
                }
                """)
                .isReported(
                        Problem.ZONE_UNKNOWN,
                        "\"Berlin\" is not a time zone. The times of the schedule would be unknown. Did you "
                                + "mean \"Europe/Berlin\"?");
    }

    @Test
    void aCityOfTwoWordsIsNoZone() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(value = "0 3 * * *", zone = ^"new york") void purge();
                }
                """)
                .isReported(
                        Problem.ZONE_UNKNOWN,
                        "\"new york\" is not a time zone. The times of the schedule would be unknown. Did you "
                                + "mean \"America/New_York\"?");
    }

    @Test
    void anUnknownZoneIsReported() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(value = "0 3 * * *", zone = ^"Middle-earth") void purge();
                }
                """)
                .isReported(
                        Problem.ZONE_UNKNOWN,
                        "\"Middle-earth\" is not a time zone. The times of the schedule would be unknown. "
                                + "Write a name such as \"Europe/Berlin\".");
    }

    @Test
    void aPeriodIsADuration() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Every(^"5 minutes") void purge();
                }
                """)
                .isReported(
                        Problem.DURATION_INVALID,
                        "\"5 minutes\" is not a duration. The compiler cannot tell how long is meant. Write a "
                                + "whole number and ms, s, m, h or d, at most a hundred years. Did you mean \"5m\"?");
    }

    @Test
    void aPeriodIsASecondOrMore() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Every(^"999ms") void purge();
                }
                """)
                .isReported(
                        Problem.EVERY_TOO_SHORT,
                        "The period is 999ms. Schedules are looked at once a second. Write 1s or more, or let "
                                + "the job do several rounds.");
    }

    @Test
    void aJitterIsADuration() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(value = "0 3 * * *", jitter = ^"half an hour") void purge();
                }
                """)
                .isReported(
                        Problem.DURATION_INVALID,
                        "\"half an hour\" is not a duration. The compiler cannot tell how long is meant. Write a "
                                + "whole number and ms, s, m, h or d, at most a hundred years. For example \"10s\".");
    }

    @Test
    void aJitterIsLongerThanNothing() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(value = "0 3 * * *", jitter = ^"0s") void purge();
                }
                """)
                .isReported(
                        Problem.JITTER_RANGE,
                        "The jitter is 0s. No job would run later. Write a longer one, or leave it out.");
    }

    @Test
    void aJitterIsShorterThanThePeriod() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Every(value = "5m", jitter = ^"300s") void purge();
                }
                """)
                .isReported(
                        Problem.JITTER_RANGE,
                        "The jitter is 300s. No job runs later than the next time, which is 5m away. Write a shorter "
                                + "one, or leave it out.");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void theMostMissedRunsAreInRange(int most) {
        Mistake.in("@Queue interface Q { @Job @Every(value = \"1h\", missed = MissedRuns.ALL, mostMissed = ^" + most
                        + ") void purge(); }")
                .isReported(
                        Problem.MISSED_RANGE,
                        "mostMissed is " + most + ". It says for how many missed times jobs are added. Write a number "
                                + "from 1 to 1000.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "missed = MissedRuns.ONCE, ", "missed = MissedRuns.SKIP, "})
    void theMostMissedRunsGoWithTheRuleThatMakesUpForAll(String missed) {
        Mistake.in("@Queue interface Q { @Job @Cron(value = \"0 3 * * *\", " + missed
                        + "mostMissed = ^10) void purge(); }")
                .isReported(
                        Problem.MISSED_NOT_ALL,
                        "mostMissed is written without missed = MissedRuns.ALL. The number would have no effect: no other "
                                + "rule adds a job for each missed time. Write missed = MissedRuns.ALL, or leave the "
                                + "number out.");
    }

    @Test
    void aPeriodFromTheEndOfTheLastJobHasNoMissedRuns() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Every(value = "5m", from = Every.From.END, missed = MissedRuns^.SKIP) void purge();
                }
                """)
                .isReported(
                        Problem.MISSED_FROM_END,
                        "missed is written with from = Every.From.END. There are no missed times to make up for: the next "
                                + "time is counted from the end of the last job. Remove missed, or from.");
    }

    @Test
    void aScheduledJobHasNoPayload() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron("0 3 * * *") void ^purge(String text, JobContext job);
                }
                """)
                .isReported(
                        Problem.SCHEDULE_PAYLOAD,
                        "The job purge is added by its schedule and takes a payload. Nobody would be there to "
                                + "give it one. Remove its parameters, except for a JobContext.");
    }

    @Test
    void aScheduledJobMayBeTheOnlyOneOfItsKind() {
        Sources.of("@Queue interface Q { @Job @Every(\"1h\") @Unique void purge(); }")
                .compilesWithoutErrors();
    }

    @Test
    void aJobHasOneSchedule() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron("0 3 * * *") ^@Every("1h") void purge();
                }
                """)
                .isReported(
                        Problem.SCHEDULE_TWICE,
                        "The job purge has @Cron and @Every. It has one schedule. Remove one of the two, or "
                                + "declare two jobs.");
    }

    @Test
    void anExternalQueueHasNoSchedules() {
        Mistake.in("""
                @Queue(external = true) interface Q {
                    @Job ^@Every("1h") void purge();
                }
                """)
                .isReported(
                        Problem.SCHEDULE_EXTERNAL,
                        "The job purge of the external queue Q has a schedule. The service that runs the queue "
                                + "adds what is due. Declare the schedule there.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1.5h         | For example "10s".
            5            | For example "10s".
            ''           | For example "10s".
            PT5M         | Did you mean "5m"?
            5 Min.       | Did you mean "5m"?
            30sec        | Did you mean "30s"?
            2H           | Did you mean "2h"?
            1 day        | Did you mean "1d"?
            250 millis   | Did you mean "250ms"?
            -5s          | For example "10s".
            forever      | For example "10s".
            40000d       | For example "10s".
            99999999999999999999s | For example "10s".
            """)
    void aDurationIsANumberAndAUnit(String text, String hint) {
        Mistake.in("@Queue interface Q { @Job @Every(^\"" + text + "\") void purge(); }")
                .isReported(
                        Problem.DURATION_INVALID,
                        "\"" + text + "\" is not a duration. The compiler cannot tell how long is meant. Write a whole"
                                + " number and ms, s, m, h or d, at most a hundred years. " + hint);
    }

    @Test
    void aRetentionIsADurationOrForEver() {
        Mistake.in("""
                @Queue @Retain(completed = ^"1 week", failed = "forever", cancelled = ^"for ever")
                interface Q { @Job void send(String text); }
                """)
                .areReported(
                        "[TypedQueue:duration-invalid] \"1 week\" is not a duration. The compiler cannot tell "
                                + "how long is meant. Write a whole number and ms, s, m, h or d, at most a hundred "
                                + "years, or forever. For example \"10s\".",
                        "[TypedQueue:duration-invalid] \"for ever\" is not a duration. The compiler cannot "
                                + "tell how long is meant. Write a whole number and ms, s, m, h or d, at most a hundred "
                                + "years, or forever. Did you mean \"forever\"?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/5 * * * * | 5m | 5m",
                "0 3,9 * * * | 1d | 6h",
                "0 3 * * MON | 8d | 7d",
                "0,40 3 * * * | 40m | 40m"
            })
    void theJitterOfACronIsShorterThanItsShortestDistance(String expression, String jitter, String distance) {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Cron(value = "%s", jitter = ^"%s") void purge();
                }
                """.formatted(expression, jitter))
                .isReported(
                        Problem.JITTER_RANGE,
                        "The jitter is " + jitter + ". No job runs later than the next time, which can be " + distance
                                + " away. Write a shorter one, or leave it out.");
    }

    @Test
    void aJitterMayFillAllButTheShortestDistance() {
        Sources.of("""
                @Queue interface Q {
                    @Job @Cron(value = "0 * * * *", jitter = "59m") void purge();
                    @Job @Cron(value = "0 3 * * *", jitter = "23h") void count();
                }
                """).compilesWithoutErrors();
    }

    private static List<String> notes(String text, String... options) {
        Compilation compilation = Compiler.javac()
                .withProcessors(new QueueProcessor(() -> Instant.parse("2026-03-27T12:00:00Z")))
                .withOptions((Object[]) options)
                .compile(Sources.of(text).files());
        assertThat(compilation.errors()).isEmpty();
        return compilation.notes().stream()
                .map(note -> note.getLineNumber() + " " + note.getMessage(Locale.ROOT))
                .toList();
    }

    @Test
    void theNextTimesOfAScheduleAreToldToThoseWhoAsk() {
        String text = """
                @Queue interface Q {
                    @Job @Cron("0 3 * * MON-FRI") void purge();
                    @Job @Every("1h") void count();
                }
                """;
        assertThat(notes(text, "-Atypedqueue.schedules"))
                .containsExactly("3 [TypedQueue:schedule-times] The job purge runs next at 2026-03-30T03:00Z[UTC], "
                        + "2026-03-31T03:00Z[UTC] and 2026-04-01T03:00Z[UTC]. That is what its schedule means. If it is not "
                        + "what you mean, change the expression or the zone.");
        assertThat(notes(text)).isEmpty();
    }

    @Test
    void aTimeThatTheClockSkipsOrShowsTwiceIsTold() {
        assertThat(notes("""
                @Queue interface Q {
                    @Job @Cron(value = "30 2 * * *", zone = "Europe/Berlin") void purge();
                }
                """, "-Atypedqueue.schedules"))
                .containsExactly(
                        "3 [TypedQueue:schedule-times] The job purge runs next at 2026-03-28T02:30+01:00[Europe/Berlin], "
                                + "2026-03-29T03:00+02:00[Europe/Berlin] and 2026-03-30T02:30+02:00[Europe/Berlin]. That is "
                                + "what its schedule means. If it is not what you mean, change the expression or the zone.",
                        "3 [TypedQueue:schedule-clock] On 2026-03-29 the clock of Europe/Berlin skips 02:30. The job purge "
                                + "runs at 03:00 then, once for all that is skipped. If that does harm, choose a time that "
                                + "the clock shows once, or the zone UTC.",
                        "3 [TypedQueue:schedule-clock] On 2026-10-25 the clock of Europe/Berlin shows 02:30 twice. The job "
                                + "purge runs the first time alone. If that does harm, choose a time that the clock shows "
                                + "once, or the zone UTC.");
    }
}
