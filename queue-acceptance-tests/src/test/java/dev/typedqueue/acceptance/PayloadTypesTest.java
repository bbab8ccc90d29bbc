package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.acceptance.SamplePayload.Colour;
import dev.typedqueue.acceptance.SamplePayload.Page;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is added is what the handler is given: written, stored, read back. */
final class PayloadTypesTest extends AcceptanceTest {

    private static final Shape CIRCLE = new Shape.Circle(0.1);
    private static final Shape BOX = new Shape.Box(2, 3);

    private final Journal<Object> taken = new Journal<>();

    private final class Handlers implements Samples {
        @Override
        public void takeSample(SamplePayload payload) {
            taken.write(payload);
        }

        @Override
        public void takeGeneric(Page<Shape> payload) {
            taken.write(payload);
        }

        @Override
        public void takeParameters(
                Shape shape, List<Page<Shape>> pages, Map<String, Optional<Shape>> named, long[] numbers) {
            taken.write(shape);
            taken.write(pages);
            taken.write(named);
            taken.write(numbers);
        }
    }

    @BeforeEach
    void startSamples() {
        start(SamplesQueue.with(new Handlers()));
    }

    @Test
    void aRecordOfEverything() throws Exception {
        SamplePayload payload = new SamplePayload(
                new SamplePayload.Plain(
                        true,
                        (byte) -1,
                        Integer.MIN_VALUE,
                        Long.MAX_VALUE,
                        Math.PI,
                        'ß',
                        7,
                        "naïve \u0000 \"quoted\" \uD83D\uDE00 \\ \n",
                        new BigDecimal("0.10"),
                        BigInteger.TWO.pow(100),
                        UUID.randomUUID(),
                        URI.create("https://example.com/a?b=c"),
                        Locale.GERMANY,
                        Colour.GREEN),
                new SamplePayload.Times(
                        Instant.parse("2030-01-01T00:00:00.123456789Z"),
                        LocalDate.parse("2032-02-29"),
                        LocalTime.parse("23:59:59.999"),
                        LocalDateTime.parse("2030-01-01T12:00:00"),
                        OffsetDateTime.parse("2030-01-01T12:00:00+05:30"),
                        ZonedDateTime.of(2030, 10, 27, 2, 30, 0, 0, ZoneId.of("Europe/Berlin"))
                                .withLaterOffsetAtOverlap(),
                        Duration.parse("PT1H30M0.5S"),
                        Period.parse("P1Y2M3D"),
                        Year.of(2030),
                        YearMonth.parse("2030-01"),
                        DayOfWeek.MONDAY,
                        ZoneId.of("Asia/Kolkata")),
                new SamplePayload.Containers(
                        Optional.of("here"),
                        Optional.empty(),
                        OptionalInt.of(3),
                        List.of(List.of(1, 2), List.of()),
                        Set.of(Colour.RED, Colour.GREEN),
                        Map.of(Colour.RED, new BigDecimal("1.50")),
                        Map.of(LocalDate.parse("2030-01-01"), new Page<>(1, List.of("a", "b")))),
                new Page<>(1, List.of(Optional.of(CIRCLE), Optional.empty(), Optional.of(BOX))),
                null);

        SamplesQueue.add(payload);

        assertThat(taken.next()).isEqualTo(payload);
    }

    @Test
    void aGenericRecord() throws Exception {
        Page<Shape> payload = new Page<>(1, List.of(CIRCLE, BOX));

        SamplesQueue.add(payload);

        assertThat(taken.next()).isEqualTo(payload);
    }

    @Test
    void theParametersOfAMethod() throws Exception {
        List<Page<Shape>> pages = List.of(new Page<>(1, List.of(BOX)));
        Map<String, Optional<Shape>> named = Map.of("circle", Optional.of(CIRCLE));

        SamplesQueue.add(new TakeParametersPayload(BOX, pages, named, new long[] {1, Long.MIN_VALUE}));

        assertThat(taken.next(4)).containsExactly(BOX, pages, named, new long[] {1, Long.MIN_VALUE});
    }
}
