package dev.typedqueue.processor.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.internal.payload.JacksonCodec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
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
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where one type can take the place of another, the codec reads what the other wrote, and nothing is lost. */
final class WideningTest {

    private static final JacksonCodec CODEC = new JacksonCodec();

    /** Types that the compiler does not accept as the keys of a map. */
    private static final Set<String> NO_KEYS = Set.of("BigInteger", "BigDecimal", "char[]");

    private static final Instant INSTANT = Instant.parse("2026-11-24T12:30:15.123456789Z");
    private static final ZonedDateTime ZONED = INSTANT.atZone(ZoneId.of("Europe/Berlin"));

    /** {@code {"value":content}} or {@code {"content":1}}. */
    private static final Pattern CONTENT = Pattern.compile("\\{\"value\":\"?([^\"]*)\"?}|\\{\"([^\"]*)\":1}");

    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E[+-]?\\d+)?");
    private static final Pattern MOMENT = Pattern.compile("\\d+-\\d+-\\d+T[\\d:.]+(Z|[+-]\\d).*");

    record Box<T>(T value) {}

    /** A type of the JDK, with values that are hard to keep. */
    record Known<T>(String name, PayloadType<Box<T>> asValue, PayloadType<Map<T, Integer>> asKey, List<T> samples) {

        @Override
        public String toString() {
            return name;
        }

        Stream<String> values() {
            return samples.stream().map(sample -> CODEC.write(new Box<>(sample), asValue));
        }

        Stream<String> keys() {
            return samples.stream().map(sample -> CODEC.write(Map.of(sample, 1), asKey));
        }

        /** What becomes of a stored value. */
        String rewrittenValue(String json) {
            return CODEC.write(CODEC.read(json, asValue), asValue);
        }

        String rewrittenKey(String json) {
            return CODEC.write(CODEC.read(json, asKey), asKey);
        }
    }

    /** One type that takes the place of another. */
    record Pair(Known<?> written, Known<?> read) {}

    private static final List<Known<?>> KNOWN = List.of(
            new Known<>(
                    "boolean",
                    new PayloadType<Box<Boolean>>() {},
                    new PayloadType<Map<Boolean, Integer>>() {},
                    List.of(true, false)),
            new Known<>(
                    "byte",
                    new PayloadType<Box<Byte>>() {},
                    new PayloadType<Map<Byte, Integer>>() {},
                    List.of(Byte.MIN_VALUE, Byte.MAX_VALUE)),
            new Known<>(
                    "short",
                    new PayloadType<Box<Short>>() {},
                    new PayloadType<Map<Short, Integer>>() {},
                    List.of(Short.MIN_VALUE, Short.MAX_VALUE)),
            new Known<>(
                    "int",
                    new PayloadType<Box<Integer>>() {},
                    new PayloadType<Map<Integer, Integer>>() {},
                    List.of(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            new Known<>(
                    "long",
                    new PayloadType<Box<Long>>() {},
                    new PayloadType<Map<Long, Integer>>() {},
                    List.of(Long.MIN_VALUE, Long.MAX_VALUE)),
            new Known<>(
                    "float",
                    new PayloadType<Box<Float>>() {},
                    new PayloadType<Map<Float, Integer>>() {},
                    List.of(0.1f, Float.MAX_VALUE, Float.NaN, Float.NEGATIVE_INFINITY)),
            new Known<>(
                    "double",
                    new PayloadType<Box<Double>>() {},
                    new PayloadType<Map<Double, Integer>>() {},
                    List.of(0.1, Double.MAX_VALUE, Double.MIN_VALUE, Double.NaN)),
            new Known<>(
                    "char",
                    new PayloadType<Box<Character>>() {},
                    new PayloadType<Map<Character, Integer>>() {},
                    List.of('x', '\u00e4', ' ')),
            new Known<>(
                    "String",
                    new PayloadType<Box<String>>() {},
                    new PayloadType<Map<String, Integer>>() {},
                    List.of("text", "", " ", "5")),
            new Known<>(
                    "char[]",
                    new PayloadType<Box<char[]>>() {},
                    new PayloadType<Map<char[], Integer>>() {},
                    List.of("text".toCharArray(), "".toCharArray())),
            new Known<>(
                    "BigInteger",
                    new PayloadType<Box<BigInteger>>() {},
                    new PayloadType<Map<BigInteger, Integer>>() {},
                    List.of(BigInteger.TWO.pow(200))),
            new Known<>(
                    "BigDecimal",
                    new PayloadType<Box<BigDecimal>>() {},
                    new PayloadType<Map<BigDecimal, Integer>>() {},
                    List.of(new BigDecimal("0.10"), new BigDecimal("1E+30"), new BigDecimal("1E-30"))),
            new Known<>(
                    "UUID",
                    new PayloadType<Box<UUID>>() {},
                    new PayloadType<Map<UUID, Integer>>() {},
                    List.of(new UUID(1, 2))),
            new Known<>(
                    "URI",
                    new PayloadType<Box<URI>>() {},
                    new PayloadType<Map<URI, Integer>>() {},
                    List.of(URI.create("https://example.org/a?b=c"))),
            new Known<>(
                    "URL",
                    new PayloadType<Box<URL>>() {},
                    new PayloadType<Map<URL, Integer>>() {},
                    List.of(url("https://example.org/a"))),
            new Known<>(
                    "Locale",
                    new PayloadType<Box<Locale>>() {},
                    new PayloadType<Map<Locale, Integer>>() {},
                    List.of(Locale.GERMANY, Locale.ROOT)),
            new Known<>(
                    "Currency",
                    new PayloadType<Box<Currency>>() {},
                    new PayloadType<Map<Currency, Integer>>() {},
                    List.of(Currency.getInstance("EUR"))),
            new Known<>(
                    "Duration",
                    new PayloadType<Box<Duration>>() {},
                    new PayloadType<Map<Duration, Integer>>() {},
                    List.of(Duration.ofMillis(1500), Duration.ZERO)),
            new Known<>(
                    "Instant",
                    new PayloadType<Box<Instant>>() {},
                    new PayloadType<Map<Instant, Integer>>() {},
                    List.of(INSTANT, Instant.EPOCH)),
            new Known<>(
                    "LocalDate",
                    new PayloadType<Box<LocalDate>>() {},
                    new PayloadType<Map<LocalDate, Integer>>() {},
                    List.of(ZONED.toLocalDate())),
            new Known<>(
                    "LocalDateTime",
                    new PayloadType<Box<LocalDateTime>>() {},
                    new PayloadType<Map<LocalDateTime, Integer>>() {},
                    List.of(ZONED.toLocalDateTime())),
            new Known<>(
                    "LocalTime",
                    new PayloadType<Box<LocalTime>>() {},
                    new PayloadType<Map<LocalTime, Integer>>() {},
                    List.of(ZONED.toLocalTime(), LocalTime.MIDNIGHT)),
            new Known<>(
                    "MonthDay",
                    new PayloadType<Box<MonthDay>>() {},
                    new PayloadType<Map<MonthDay, Integer>>() {},
                    List.of(MonthDay.of(2, 29))),
            new Known<>(
                    "OffsetDateTime",
                    new PayloadType<Box<OffsetDateTime>>() {},
                    new PayloadType<Map<OffsetDateTime, Integer>>() {},
                    List.of(ZONED.toOffsetDateTime(), INSTANT.atOffset(ZoneOffset.UTC))),
            new Known<>(
                    "OffsetTime",
                    new PayloadType<Box<OffsetTime>>() {},
                    new PayloadType<Map<OffsetTime, Integer>>() {},
                    List.of(ZONED.toOffsetDateTime().toOffsetTime())),
            new Known<>(
                    "Period",
                    new PayloadType<Box<Period>>() {},
                    new PayloadType<Map<Period, Integer>>() {},
                    List.of(Period.ofDays(3))),
            new Known<>(
                    "Year",
                    new PayloadType<Box<Year>>() {},
                    new PayloadType<Map<Year, Integer>>() {},
                    List.of(Year.of(2026))),
            new Known<>(
                    "YearMonth",
                    new PayloadType<Box<YearMonth>>() {},
                    new PayloadType<Map<YearMonth, Integer>>() {},
                    List.of(YearMonth.of(2026, 11))),
            new Known<>(
                    "ZoneId",
                    new PayloadType<Box<ZoneId>>() {},
                    new PayloadType<Map<ZoneId, Integer>>() {},
                    List.of(ZoneId.of("Europe/Berlin"))),
            new Known<>(
                    "ZoneOffset",
                    new PayloadType<Box<ZoneOffset>>() {},
                    new PayloadType<Map<ZoneOffset, Integer>>() {},
                    List.of(ZoneOffset.ofHours(2), ZoneOffset.UTC)),
            new Known<>(
                    "ZonedDateTime",
                    new PayloadType<Box<ZonedDateTime>>() {},
                    new PayloadType<Map<ZonedDateTime, Integer>>() {},
                    List.of(ZONED)));

    static Stream<Pair> pairs() {
        return KNOWN.stream()
                .flatMap(written -> KNOWN.stream().map(read -> new Pair(written, read)))
                .filter(pair ->
                        Widening.allows(pair.written().name(), pair.read().name()));
    }

    static Stream<Pair> pairsOfKeys() {
        return pairs().filter(pair -> !NO_KEYS.contains(pair.written().name())
                && !NO_KEYS.contains(pair.read().name()));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void whatIsStoredAsAValueIsKept(Pair pair) {
        assertThat(pair.written().values())
                .isNotEmpty()
                .allSatisfy(json ->
                        assertThat(content(pair.read().rewrittenValue(json))).isEqualTo(content(json)));
    }

    @ParameterizedTest
    @MethodSource("pairsOfKeys")
    void whatIsStoredAsAKeyIsKept(Pair pair) {
        if (NO_KEYS.contains(pair.written().name())
                || NO_KEYS.contains(pair.read().name())) {
            return; // The compiler accepts no such key.
        }
        assertThat(pair.written().keys())
                .isNotEmpty()
                .allSatisfy(json ->
                        assertThat(content(pair.read().rewrittenKey(json))).isEqualTo(content(json)));
    }

    @Test
    void everyTypeInARuleIsTried() {
        Set<String> inRules = new HashSet<>(Widening.READ_AS_TEXT);
        inRules.addAll(Widening.INTEGERS);
        inRules.addAll(Widening.MOMENTS);
        inRules.addAll(Widening.WITHIN_DOUBLE);
        inRules.addAll(Set.of("String", "double", "ZoneId", "ZoneOffset"));

        assertThat(KNOWN.stream().map(Known::name).collect(Collectors.toSet())).isEqualTo(inRules);
    }

    @Test
    void whatMayBeNullDoesNotBecomeAPrimitive() {
        assertThat(Widening.allows("Integer", "int")).isFalse();
        assertThat(Widening.allows("Short", "long")).isFalse();
        assertThat(Widening.allows("int", "Integer")).isTrue();
        assertThat(Widening.allows("Integer", "Long")).isTrue();
    }

    @Test
    void nothingIsNarrowed() {
        assertThat(Widening.allows("long", "int")).isFalse();
        assertThat(Widening.allows("long", "double")).isFalse();
        assertThat(Widening.allows("double", "BigDecimal")).isFalse();
        assertThat(Widening.allows("String", "UUID")).isFalse();
        assertThat(Widening.allows("com.acme.Money", "String")).isFalse();
    }

    /** The one text, number or moment in a JSON object, whichever way it is written. */
    private static String content(String json) {
        Matcher content = CONTENT.matcher(json);
        assertThat(content.matches()).as(json).isTrue();
        String text = content.group(1) == null ? content.group(2) : content.group(1);
        if (NUMBER.matcher(text).matches()) {
            BigDecimal number = new BigDecimal(text);
            return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
        }
        return MOMENT.matcher(text).matches()
                ? ZonedDateTime.parse(text).toInstant().toString()
                : text;
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
