package dev.typedqueue.processor;

import dev.typedqueue.processor.reporting.Problem;
import org.junit.jupiter.api.Test;

/** Mistakes in uniqueness. */
final class UniqueTest {
    @Test
    void aKeyIsMadeOfComponents() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(by = {"id", ^"nmae"}) void send(Mail payload);
                }
                """)
                .with("""
                        record Mail(String id, String name) {}
                        """)
                .isReported(
                        Problem.KEY_COMPONENT_UNKNOWN,
                        "\"nmae\" is not a component of Mail. The key could not be made. Did you mean " + "\"name\"?");
    }

    @Test
    void theComponentsAreNamedWhereNoneIsNear() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(by = ^"customer") void send(String id, int number, Instant time);
                }
                """)
                .isReported(
                        Problem.KEY_COMPONENT_UNKNOWN,
                        "\"customer\" is not a component of SendPayload. The key could not be made. Write id, "
                                + "number or time.");
    }

    @Test
    void aComponentIsNamedOnce() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(by = {"id", ^"id"}) void send(String id);
                }
                """)
                .isReported(
                        Problem.KEY_COMPONENT_TWICE,
                        "\"id\" is named twice. A key has each component once. Remove one of them.");
    }

    @Test
    void aKeyOfNothingAlwaysHolds() {
        Mistake.in("""
                @Queue interface Q {
                    @Job ^@Unique void send();
                }
                """)
                .isReported(
                        Problem.UNIQUE_ALWAYS_HOLDS,
                        "The payload of the job send has no components. All its jobs would have the same key. "
                                + "Give it a component to tell them apart, or remove @Unique.");
    }

    @Test
    void anArrayIsNoKey() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(by = ^"image") void send(String id, byte[] image);
                }
                """)
                .isReported(
                        Problem.UNIQUE_NEVER_HOLDS,
                        "The component image is an array of byte. Java never calls two of them equal, so that "
                                + "no two jobs have the same key to your code. Choose components with values that can be "
                                + "compared: a String, a number, a record, a List.");
    }

    @Test
    void whatHasNoEqualityIsNoKey() {
        Mistake.in("""
                @Queue interface Q {
                    @Job ^@Unique void send(String id, Place place);
                }
                """)
                .with("""
                        class Place { int x; int y; }
                        """)
                .isReported(
                        Problem.UNIQUE_NEVER_HOLDS,
                        "The component place is a Place, which does not override equals. Java never calls two "
                                + "of them equal, so that no two jobs have the same key to your code. Choose components "
                                + "with values that can be compared: a String, a number, a record, a List.");
    }

    @Test
    void anArrayWithinARecordIsNoKey() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(by = ^"pages") void send(Mail payload);
                }
                """)
                .with("""
                        record Mail(String id, List<Page> pages) { record Page(int[] words) {} }
                        """)
                .isReported(
                        Problem.UNIQUE_NEVER_HOLDS,
                        "The component pages is an array of int. Java never calls two of them equal, so that "
                                + "no two jobs have the same key to your code. Choose components with values that can be "
                                + "compared: a String, a number, a record, a List.");
    }

    @Test
    void aTimeIsLongerThanNone() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(within = ^"0s") void send(String id);
                }
                """)
                .isReported(
                        Problem.UNIQUE_WITHIN_ZERO,
                        "within is 0s. An earlier job would stand in the way for no time at all. Write a "
                                + "longer time, or leave it out.");
    }

    @Test
    void aTimeIsADuration() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(within = ^"1 hour") void send(String id);
                }
                """)
                .isReported(
                        Problem.DURATION_INVALID,
                        "\"1 hour\" is not a duration. The compiler cannot tell how long is meant. Write a "
                                + "whole number and ms, s, m, h or d, at most a hundred years. Did you mean \"1h\"?");
    }

    @Test
    void aDebounceHasADelay() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(onConflict = Unique.OnConflict^.DEBOUNCE) void send(String id);
                }
                """)
                .isReported(
                        Problem.UNIQUE_DEBOUNCE_WITHOUT_DELAY,
                        "DEBOUNCE needs a delay: how long a job waits for later ones with its key, which take its "
                                + "place. Without one it would be REPLACE. Write for example delay = \"2s\".");
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(onConflict = Unique.OnConflict.DEBOUNCE, delay = ^"0s") void send(String id);
                }
                """)
                .isReported(
                        Problem.UNIQUE_DEBOUNCE_WITHOUT_DELAY,
                        "DEBOUNCE needs a delay: how long a job waits for later ones with its key, which take its "
                                + "place. Without one it would be REPLACE. Write for example delay = \"2s\".");
    }

    @Test
    void whatBelongsToADebounceIsOfNoUseWithoutOne() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(onConflict = Unique.OnConflict.REPLACE, maxWait = ^"1m") void send(String id);
                }
                """)
                .isReported(
                        Problem.UNIQUE_WITHOUT_DEBOUNCE,
                        "maxWait has no effect. It belongs to a debounce, in which a job waits for later ones with "
                                + "its key. Add onConflict = DEBOUNCE, or remove it.");
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(delay = ^"1m") void send(String id);
                }
                """)
                .isReported(
                        Problem.UNIQUE_WITHOUT_DEBOUNCE,
                        "delay has no effect. It belongs to a debounce, in which a job waits for later ones with "
                                + "its key. Add onConflict = DEBOUNCE, or remove it.");
    }

    @Test
    void theBoundOfADebounceIsLongerThanItsDelay() {
        Mistake.in("""
                @Queue interface Q {
                    @Job @Unique(onConflict = Unique.OnConflict.DEBOUNCE, delay = "1m", maxWait = ^"60s")
                    void send(String id);
                }
                """)
                .isReported(
                        Problem.UNIQUE_MAX_WAIT_TOO_SHORT,
                        "maxWait is 60s, and delay is 1m. A job waits for the delay in any case, so that later ones "
                                + "could not put it off. Write a maxWait that is longer than the delay, or leave it out.");
    }

    @Test
    void theRuleOfAQueueIsCheckedOnce() {
        Mistake.in("""
                @Queue @Unique(within = ^"0s") interface Q {
                    @Job void send(String id);
                    @Job void resend(String id);
                }
                """)
                .isReported(
                        Problem.UNIQUE_WITHIN_ZERO,
                        "within is 0s. An earlier job would stand in the way for no time at all. Write a "
                                + "longer time, or leave it out.");
    }

    @Test
    void theRuleOfAQueueNamesComponentsOfAllItsJobs() {
        Mistake.in("""
                @Queue @Unique(by = ^"id") interface Q {
                    @Job void send(String id);
                    @Job void call(String number, String text);
                    @Job @Unique(by = "number") void remind(String number);
                    @Job void clean();
                }
                """)
                .isReported(
                        Problem.KEY_COMPONENT_UNKNOWN,
                        "\"id\" is not a component of CallPayload. The key could not be made. Write number or text.");
    }

    @Test
    void whatCanBeComparedIsAKey() {
        Sources.of("""
                @Queue interface Q {
                    @Job @Unique void send(String a, int b, Instant c, List<UserId> d, Month e, Place f, double g);
                    record UserId(UUID value) {}
                    class Place { int x; @Override public boolean equals(Object o) { return true; }
                        @Override public int hashCode() { return 0; } }
                }
                """).compilesWithoutErrors();
    }
}
