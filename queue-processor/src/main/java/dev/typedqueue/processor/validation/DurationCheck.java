package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.WrittenDuration;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import dev.typedqueue.processor.reporting.Similar;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a duration is one, and what was probably meant if not. */
final class DurationCheck {

    static final String FOREVER = "forever";

    /** {@code 5 minutes}, {@code 5 M}, {@code 1.5h}, {@code PT5M}. */
    private static final Pattern WORDS = Pattern.compile("(?:p|pt)?\\s*([0-9]+)(?:\\.0+)?[\\s_]*([a-z]*)\\.?");

    private DurationCheck() {}

    /** The duration; empty if there is none, or what was written is none and was reported. */
    static Optional<WrittenDuration> check(@Nullable Setting<String> setting, Reporter reporter) {
        return setting == null ? Optional.empty() : check(setting, reporter, "");
    }

    /** The duration, where {@code forever} is one too. */
    static void orForever(@Nullable Setting<String> setting, Reporter reporter) {
        if (setting != null && !setting.value().equals(FOREVER)) {
            check(setting, reporter, ", or forever");
        }
    }

    private static Optional<WrittenDuration> check(Setting<String> setting, Reporter reporter, String alternative) {
        Optional<WrittenDuration> duration = WrittenDuration.parse(setting.value());
        if (duration.isEmpty()) {
            String hint = suggestion(setting.value(), !alternative.isEmpty())
                    .map(Similar::question)
                    .orElse("For example \"10s\".");
            reporter.report(Problem.DURATION_INVALID, setting.position(), setting.value(), alternative, hint);
        }
        return duration;
    }

    private static Optional<String> suggestion(String text, boolean orForever) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (orForever && Similar.distance(lower, FOREVER) <= 2) {
            return Optional.of(FOREVER);
        }
        Matcher matcher = WORDS.matcher(lower);
        return matcher.matches()
                ? unit(matcher.group(2))
                        .map(unit -> matcher.group(1) + unit)
                        .filter(each -> WrittenDuration.parse(each).isPresent())
                : Optional.empty();
    }

    private static Optional<String> unit(String word) {
        return switch (word) {
            case "ms", "msec", "msecs", "milli", "millis", "millisecond", "milliseconds" -> Optional.of("ms");
            case "s", "sec", "secs", "second", "seconds" -> Optional.of("s");
            case "m", "min", "mins", "minute", "minutes" -> Optional.of("m");
            case "h", "hr", "hrs", "hour", "hours" -> Optional.of("h");
            case "d", "day", "days" -> Optional.of("d");
            default -> Optional.empty();
        };
    }
}
