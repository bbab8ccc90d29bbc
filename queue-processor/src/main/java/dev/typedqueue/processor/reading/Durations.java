package dev.typedqueue.processor.reading;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as declarations write them. */
final class Durations {

    private static final Pattern VALID = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern NEARLY = Pattern.compile("\\s*(\\d{1,9})\\s*([A-Za-z]+)\\s*");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private Durations() {}

    static Optional<Duration> parse(String text) {
        Matcher matcher = VALID.matcher(text);
        return matcher.matches()
                ? Optional.of(UNITS.get(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1))))
                : Optional.empty();
    }

    /** What was probably meant, such as {@code 5m} for {@code 5 minutes}. */
    static Optional<String> suggestion(String text) {
        Matcher matcher = NEARLY.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String unit = matcher.group(2).toLowerCase(java.util.Locale.ROOT);
        String known = unit.startsWith("mil") || unit.equals("ms") ? "ms" : unit.substring(0, 1);
        return UNITS.containsKey(known) ? Optional.of(matcher.group(1) + known) : Optional.empty();
    }
}
