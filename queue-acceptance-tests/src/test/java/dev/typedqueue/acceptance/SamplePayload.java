package dev.typedqueue.acceptance;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A payload of all that a payload can be made of. */
record SamplePayload(
        Plain plain,
        Times times,
        Containers containers,
        Page<Optional<Shape>> shapes,
        @Nullable String missing) {

    enum Colour {
        RED,
        GREEN
    }

    record Plain(
            boolean flag,
            byte small,
            int number,
            long large,
            double fraction,
            char letter,
            Integer boxed,
            String text,
            BigDecimal amount,
            BigInteger huge,
            UUID id,
            URI address,
            Locale locale,
            Colour colour) {}

    record Times(
            Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            Duration duration,
            Period period,
            Year year,
            YearMonth month,
            DayOfWeek day,
            ZoneId zone) {}

    record Containers(
            Optional<String> present,
            Optional<String> absent,
            OptionalInt count,
            List<List<Integer>> lists,
            Set<Colour> colours,
            Map<Colour, BigDecimal> prices,
            Map<LocalDate, Page<String>> pages) {}

    record Page<T>(int number, List<T> content) {}
}
