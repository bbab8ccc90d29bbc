package dev.typedqueue.processor.model;

import com.palantir.javapoet.TypeName;
import java.time.Duration;
import java.util.List;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** All that a job's declaration says. */
public record JobModel(
        Element origin,
        String method,
        String wireName,
        List<String> formerNames,
        int version,
        List<Integer> alsoReads,
        PayloadModel payload,
        boolean takesContext,
        @Nullable RetryModel retry,
        int priority,
        @Nullable UniqueModel unique,
        @Nullable ScheduleModel schedule,
        @Nullable String documentation) {

    /** The job's constant in the generated class. */
    public String constant() {
        return Naming.snakeCase(method).toUpperCase(java.util.Locale.ROOT);
    }

    /** How failures are tried again. */
    public record RetryModel(
            int maxAttempts,
            Duration firstDelay,
            Duration maxDelay,
            double multiplier,
            double jitter,
            List<TypeName> stopOn) {
        public static final RetryModel DEFAULT =
                new RetryModel(8, Duration.ofSeconds(10), Duration.ofHours(1), 2.0, 0.2, List.of());
    }

    /** At most one job for each key. */
    public record UniqueModel(
            List<String> by, String until, @Nullable Duration within, String onConflict) {}

    /** When the job is added by itself. */
    public sealed interface ScheduleModel {
        String missed();

        record Cron(String expression, String zone, String missed) implements ScheduleModel {}

        record Every(Duration period, String missed) implements ScheduleModel {}
    }
}
