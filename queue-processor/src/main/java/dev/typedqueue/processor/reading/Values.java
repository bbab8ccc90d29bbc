package dev.typedqueue.processor.reading;

import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the values of annotations, and reports those that are not valid. */
final class Values {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]{0,99}");

    private final Reporter reporter;

    Values(Reporter reporter) {
        this.reporter = reporter;
    }

    /** A duration, or zero if it is not valid. */
    Duration duration(Annotated annotation, String name) {
        String text = annotation.string(name);
        Optional<Duration> duration = Durations.parse(text);
        if (duration.isEmpty()) {
            report(
                    Problem.DURATION_INVALID,
                    annotation,
                    name,
                    text,
                    "the time would be unknown",
                    Durations.suggestion(text).map(meant -> "\"" + meant + "\"").orElse("\"10s\""));
        }
        return duration.orElse(Duration.ZERO);
    }

    /** A name that is stored. */
    String name(Annotated annotation, String value, String name) {
        if (!NAME.matcher(name).matches()) {
            report(Problem.NAME_INVALID, annotation, value, name);
        }
        return name;
    }

    /** A number in a range. */
    int range(Annotated annotation, String name, int least, int greatest) {
        int number = annotation.integer(name);
        if (number < least || number > greatest) {
            report(Problem.RETRY_RANGE, annotation, name, name, number, "write " + least + " to " + greatest);
        }
        return number;
    }

    /** A decimal in a range. */
    double range(Annotated annotation, String name, double least, double greatest) {
        double number = annotation.decimal(name);
        if (!(number >= least && number <= greatest)) {
            report(Problem.RETRY_RANGE, annotation, name, name, number, "write " + least + " to " + greatest);
        }
        return number;
    }

    void report(Problem problem, Annotated annotation, String value, Object... details) {
        reporter.error(problem, annotation.element(), annotation.mirror(), annotation.position(value), details);
    }
}
