package dev.typedqueue.processor.model;

import java.math.BigInteger;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration as the user wrote it: {@code 90m} stays ninety minutes.
 *
 * @param amount how many units
 * @param unit the unit
 */
public record WrittenDuration(long amount, ChronoUnit unit) {

    private static final Pattern FORM = Pattern.compile("([0-9]+)(ms|s|m|h|d)");
    private static final Map<String, ChronoUnit> UNITS = Map.of(
            "ms", ChronoUnit.MILLIS,
            "s", ChronoUnit.SECONDS,
            "m", ChronoUnit.MINUTES,
            "h", ChronoUnit.HOURS,
            "d", ChronoUnit.DAYS);

    /** A hundred years: what is longer is a slip, and would overflow a clock sooner or later. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /** Reads a whole number and a unit; empty if the text is anything else, or above a hundred years. */
    public static Optional<WrittenDuration> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        ChronoUnit unit = Objects.requireNonNull(UNITS.get(matcher.group(2)));
        BigInteger amount = new BigInteger(matcher.group(1));
        BigInteger most = BigInteger.valueOf(LONGEST.dividedBy(unit.getDuration()));
        return amount.compareTo(most) > 0
                ? Optional.empty()
                : Optional.of(new WrittenDuration(amount.longValueExact(), unit));
    }

    /** The duration itself. */
    public Duration duration() {
        return Duration.of(amount, unit);
    }

    /** As the user wrote it. */
    @Override
    public String toString() {
        return UNITS.entrySet().stream()
                .filter(entry -> entry.getValue() == unit)
                .map(entry -> amount + entry.getKey())
                .findFirst()
                .orElseThrow();
    }
}
