package dev.typedqueue.processor.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.internal.payload.JacksonCodec;
import java.io.File;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The types that the compiler accepts without a look inside are written and read back by the real codec. */
final class KnownTypesTest {

    private static final JacksonCodec CODEC = new JacksonCodec();
    private static final Instant INSTANT = Instant.parse("2026-11-24T12:30:15.123456789Z");
    private static final ZonedDateTime ZONED = INSTANT.atZone(ZoneId.of("Europe/Berlin"));

    record Keys(
            Map<String, Integer> string,
            Map<Boolean, Integer> flag,
            Map<Byte, Integer> tiny,
            Map<Short, Integer> small,
            Map<Integer, Integer> number,
            Map<Long, Integer> large,
            Map<Character, Integer> letter,
            Map<Float, Integer> single,
            Map<Double, Integer> decimal,
            Map<UUID, Integer> uuid,
            Map<Locale, Integer> locale,
            Map<Currency, Integer> currency,
            Map<URI, Integer> uri,
            Map<URL, Integer> url,
            Map<Duration, Integer> duration,
            Map<Instant, Integer> instant,
            Map<LocalDate, Integer> date,
            Map<LocalDateTime, Integer> dateTime,
            Map<LocalTime, Integer> time,
            Map<MonthDay, Integer> monthDay,
            Map<OffsetDateTime, Integer> offsetDateTime,
            Map<OffsetTime, Integer> offsetTime,
            Map<Period, Integer> period,
            Map<Year, Integer> year,
            Map<YearMonth, Integer> yearMonth,
            Map<ZoneId, Integer> zone,
            Map<ZoneOffset, Integer> offset,
            Map<ZonedDateTime, Integer> zonedDateTime,
            Map<DayOfWeek, Integer> constant) {}

    record Values(
            CharSequence text,
            BigDecimal decimal,
            BigInteger integer,
            Date date,
            TimeZone timeZone,
            OptionalInt optionalInt,
            OptionalLong optionalLong,
            OptionalDouble optionalDouble,
            Charset charset,
            Path path,
            File file,
            JsonNode node,
            ObjectNode objectNode,
            ArrayNode arrayNode) {}

    /** These have no equals. */
    record Mutable(Pattern pattern, AtomicBoolean flag, AtomicInteger integer, AtomicLong number) {}

    record Containers(
            Collection<String> collection,
            List<String> list,
            Set<String> set,
            SortedSet<String> sortedSet,
            NavigableSet<String> navigableSet,
            Map<String, Integer> map,
            Map.Entry<String, Integer> entry,
            SortedMap<String, Integer> sortedMap,
            NavigableMap<String, Integer> navigableMap,
            ConcurrentMap<String, Integer> concurrentMap,
            ConcurrentNavigableMap<String, Integer> concurrentNavigableMap,
            EnumSet<DayOfWeek> enumSet,
            Optional<String> optional) {}

    /** These have no equals either. */
    record Others(Queue<String> queue, Deque<String> deque, AtomicReference<String> reference) {}

    @Test
    void everyKeyIsWrittenAndReadBack() throws Exception {
        Keys keys = new Keys(
                Map.of("a", 1),
                Map.of(true, 1),
                Map.of((byte) 1, 1),
                Map.of((short) 1, 1),
                Map.of(1, 1),
                Map.of(1L << 40, 1),
                Map.of('ä', 1),
                Map.of(1.5f, 1),
                Map.of(0.1, 1),
                Map.of(new UUID(1, 2), 1),
                Map.of(Locale.GERMANY, 1),
                Map.of(Currency.getInstance("EUR"), 1),
                Map.of(URI.create("https://example.org/a?b=c"), 1),
                Map.of(new URL("https://127.0.0.1/a"), 1),
                Map.of(Duration.ofMillis(1500), 1),
                Map.of(INSTANT, 1),
                Map.of(ZONED.toLocalDate(), 1),
                Map.of(ZONED.toLocalDateTime(), 1),
                Map.of(ZONED.toLocalTime(), 1),
                Map.of(MonthDay.of(2, 29), 1),
                Map.of(ZONED.toOffsetDateTime(), 1),
                Map.of(ZONED.toOffsetDateTime().toOffsetTime(), 1),
                Map.of(Period.ofDays(3), 1),
                Map.of(Year.of(2026), 1),
                Map.of(YearMonth.of(2026, 11), 1),
                Map.of(ZoneId.of("Europe/Berlin"), 1),
                Map.of(ZoneOffset.ofHours(2), 1),
                Map.of(ZONED, 1),
                Map.of(DayOfWeek.MONDAY, 1));

        assertThat(CODEC.read(CODEC.write(keys, new PayloadType<Keys>() {}), new PayloadType<Keys>() {}))
                .isEqualTo(keys);
        Set<String> tried = Arrays.stream(Keys.class.getRecordComponents())
                .map(component -> ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0])
                .map(Type::getTypeName)
                .collect(Collectors.toSet());
        tried.remove(DayOfWeek.class.getName());
        assertThat(tried).isEqualTo(KnownTypes.KEYS);
    }

    @Test
    void everyValueIsWrittenAndReadBack() {
        Values values = new Values(
                "text",
                new BigDecimal("1.10"),
                BigInteger.TEN.pow(30),
                Date.from(INSTANT),
                TimeZone.getTimeZone("Europe/Berlin"),
                OptionalInt.of(1),
                OptionalLong.empty(),
                OptionalDouble.of(0.1),
                StandardCharsets.UTF_8,
                Path.of("/tmp/a"),
                new File("/tmp/a"),
                JsonNodeFactory.instance.stringNode("a"),
                JsonNodeFactory.instance.objectNode().put("a", 1),
                JsonNodeFactory.instance.arrayNode().add(1));
        Mutable mutable =
                new Mutable(Pattern.compile("a+"), new AtomicBoolean(true), new AtomicInteger(1), new AtomicLong(2));

        assertThat(CODEC.read(CODEC.write(values, new PayloadType<Values>() {}), new PayloadType<Values>() {}))
                .isEqualTo(values);
        assertThat(CODEC.read(CODEC.write(mutable, new PayloadType<Mutable>() {}), new PayloadType<Mutable>() {}))
                .hasToString(mutable.toString());
        assertThat(typesIn(Values.class, Mutable.class)).isEqualTo(KnownTypes.VALUES);
    }

    @Test
    void everyContainerIsWrittenAndReadBack() {
        Containers containers = new Containers(
                List.of("a"),
                List.of("a"),
                Set.of("a"),
                new TreeSet<>(Set.of("a")),
                new TreeSet<>(Set.of("a")),
                Map.of("a", 1),
                Map.entry("a", 1),
                new TreeMap<>(Map.of("a", 1)),
                new TreeMap<>(Map.of("a", 1)),
                new ConcurrentHashMap<>(Map.of("a", 1)),
                new ConcurrentSkipListMap<>(Map.of("a", 1)),
                EnumSet.of(DayOfWeek.MONDAY),
                Optional.of("a"));
        Others others =
                new Others(new ArrayDeque<>(List.of("a")), new ArrayDeque<>(List.of("a")), new AtomicReference<>("a"));

        assertThat(CODEC.read(
                        CODEC.write(containers, new PayloadType<Containers>() {}), new PayloadType<Containers>() {}))
                .isEqualTo(containers);
        assertThat(CODEC.read(CODEC.write(others, new PayloadType<Others>() {}), new PayloadType<Others>() {}))
                .hasToString(others.toString());
        assertThat(typesIn(Containers.class, Others.class)).isEqualTo(KnownTypes.CONTAINERS);
    }

    private static Set<String> typesIn(Class<?>... records) {
        return Stream.of(records)
                .flatMap(each -> Arrays.stream(each.getRecordComponents()))
                .map(RecordComponent::getType)
                .map(Class::getCanonicalName)
                .collect(Collectors.toCollection(HashSet::new));
    }
}
