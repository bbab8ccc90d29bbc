package dev.typedqueue.processor.validation;

import dev.typedqueue.annotation.Unique;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.UniqueModel;
import dev.typedqueue.processor.model.WrittenDuration;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code DEBOUNCE}, and what only it can have: whether there is a delay, and a bound that is longer. */
final class DebounceCheck {

    private static final String DEBOUNCE = Unique.OnConflict.DEBOUNCE.name();

    private DebounceCheck() {}

    static void check(UniqueModel unique, Reporter reporter) {
        Optional<WrittenDuration> delay = DurationCheck.check(unique.delay(), reporter);
        Optional<WrittenDuration> maxWait = DurationCheck.check(unique.maxWait(), reporter);
        Setting<String> onConflict = unique.onConflict();
        if (onConflict == null || !onConflict.value().equals(DEBOUNCE)) {
            without("delay", unique.delay(), reporter);
            without("maxWait", unique.maxWait(), reporter);
            return;
        }
        if (unique.delay() == null) {
            reporter.report(Problem.UNIQUE_DEBOUNCE_WITHOUT_DELAY, onConflict.position());
        } else if (delay.filter(each -> each.duration().isZero()).isPresent()) {
            reporter.report(
                    Problem.UNIQUE_DEBOUNCE_WITHOUT_DELAY, unique.delay().position());
        } else if (unique.maxWait() != null
                && delay.isPresent()
                && maxWait.isPresent()
                && maxWait.get().duration().compareTo(delay.get().duration()) <= 0) {
            reporter.report(Problem.UNIQUE_MAX_WAIT_TOO_SHORT, unique.maxWait().position(), maxWait.get(), delay.get());
        }
    }

    private static void without(String name, @Nullable Setting<String> setting, Reporter reporter) {
        if (setting != null) {
            reporter.report(Problem.UNIQUE_WITHOUT_DEBOUNCE, setting.position(), name);
        }
    }
}
