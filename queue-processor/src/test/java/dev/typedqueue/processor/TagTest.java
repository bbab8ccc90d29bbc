package dev.typedqueue.processor;

import dev.typedqueue.processor.reporting.Problem;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Mistakes in the tags of a job. */
final class TagTest {

    @Test
    void aTagIsNotBlank() {
        Mistake.in("""
                @Queue interface Q { @Job(tags = {"import", ^" "}) void send(String text); }
                """)
                .isReported(
                        Problem.TAG_INVALID,
                        "\" \" is not a tag. People find jobs by typing it. Write 1 to 100 characters that are not all"
                                + " blank, without control characters.");
    }

    @Test
    void aTagHasNoControlCharacters() {
        Mistake.in("""
                @Queue interface Q { @Job(tags = ^"im\\nport") void send(String text); }
                """)
                .isReported(
                        Problem.TAG_INVALID,
                        "\"im?port\" is not a tag. People find jobs by typing it. Write 1 to 100 characters that are not"
                                + " all blank, without control characters.");
    }

    @Test
    void aTagIsShort() {
        Mistake.in("""
                @Queue interface Q { @Job(tags = ^"%s") void send(String text); }
                """.formatted("x".repeat(101)))
                .isReported(
                        Problem.TAG_INVALID,
                        "A text of 101 characters is not a tag. People find jobs by typing it. Write 1 to 100 characters"
                                + " that are not all blank, without control characters.");
    }

    @Test
    void aTagIsNamedOnce() {
        Mistake.in("""
                @Queue interface Q { @Job(tags = {"import", ^"import"}) void send(String text); }
                """)
                .isReported(
                        Problem.TAG_TWICE,
                        "The tag \"import\" is named twice. A job has it or not. Remove one of them.");
    }

    @Test
    void aJobHasFewTags() {
        String tags =
                IntStream.rangeClosed(1, 21).mapToObj(i -> "\"tag " + i + "\"").collect(Collectors.joining(", "));
        Mistake.in("""
                @Queue interface Q { ^@Job(tags = {%s}) void send(String text); }
                """.formatted(tags))
                .isReported(
                        Problem.TAGS_TOO_MANY,
                        "The job send has 21 tags. Each takes room with every job. Write at most 20, and keep what tells"
                                + " single jobs apart in the payload.");
    }
}
