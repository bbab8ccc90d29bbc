package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.WrittenDuration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Durations, in the unit in which the user wrote them. */
final class DurationCode {

    private DurationCode() {}

    static CodeBlock of(Setting<String> setting) {
        return of(WrittenDuration.parse(setting.value()).orElseThrow());
    }

    static CodeBlock orDefault(@Nullable Setting<String> setting, WrittenDuration standard) {
        return setting == null ? of(standard) : of(setting);
    }

    private static CodeBlock of(WrittenDuration duration) {
        if (duration.amount() == 0) {
            return CodeBlock.of("$T.ZERO", Duration.class);
        }
        String factory = switch (duration.unit()) {
            case MILLIS -> "ofMillis";
            case SECONDS -> "ofSeconds";
            case MINUTES -> "ofMinutes";
            case HOURS -> "ofHours";
            default -> "ofDays";
        };
        String suffix = duration.amount() > Integer.MAX_VALUE ? "L" : "";
        return CodeBlock.of("$T.$L($L$L)", Duration.class, factory, duration.amount(), suffix);
    }
}
