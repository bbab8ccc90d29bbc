package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.DelaysModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.WrittenDuration;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The delays of {@code @Retry} and {@code @Retry.On}: reckoned or written out, and all of them used. */
final class DelaysCheck {

    private DelaysCheck() {}

    static void check(DelaysModel delays, Reporter reporter) {
        Setting<Double> multiplier = delays.multiplier();
        if (multiplier != null && !(multiplier.value() >= 1 && multiplier.value() < Double.POSITIVE_INFINITY)) {
            reporter.report(
                    Problem.RETRY_RANGE,
                    multiplier.position(),
                    "multiplier",
                    multiplier.value(),
                    "by how much each delay is longer than the last",
                    "1 or more");
        }
        range(delays, reporter);
        if (!delays.writtenOut().isEmpty()) {
            delays.writtenOut().forEach(delay -> DurationCheck.check(delay, reporter));
            notBeside("firstDelay", delays.firstDelay(), reporter);
            notBeside("maxDelay", delays.maxDelay(), reporter);
            notBeside("multiplier", delays.multiplier(), reporter);
        }
    }

    private static void range(DelaysModel delays, Reporter reporter) {
        Optional<WrittenDuration> first = DurationCheck.check(delays.firstDelay(), reporter);
        Optional<WrittenDuration> longest = DurationCheck.check(delays.maxDelay(), reporter);
        boolean areReadable = (delays.firstDelay() == null || first.isPresent())
                && (delays.maxDelay() == null || longest.isPresent());
        if (!areReadable) {
            return;
        }
        WrittenDuration firstOrDefault = first.orElse(DelaysModel.DEFAULT_FIRST_DELAY);
        WrittenDuration longestOrDefault = longest.orElse(DelaysModel.DEFAULT_MAX_DELAY);
        if (longestOrDefault.duration().compareTo(firstOrDefault.duration()) < 0) {
            Setting<String> place = delays.maxDelay() == null ? delays.firstDelay() : delays.maxDelay();
            reporter.report(
                    Problem.RETRY_DELAYS,
                    place == null ? delays.position() : place.position(),
                    longestOrDefault,
                    firstOrDefault);
        }
    }

    private static void notBeside(String name, @Nullable Setting<?> setting, Reporter reporter) {
        if (setting != null) {
            reporter.report(
                    Problem.RETRY_WRITTEN_OUT,
                    setting.position(),
                    name + " stands beside delays",
                    "It says how delays are reckoned, and these are written out",
                    "Remove one of them");
        }
    }
}
