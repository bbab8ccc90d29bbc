package dev.typedqueue.processor;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Values of a type, by chance: ordinary ones, and those at the ends of their ranges. */
final class RandomValues {

    private static final int DEEPEST = 4;
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "Asia/Kathmandu", "+05:30", "Z", "GMT+2");
    private static final List<String> TEXTS = List.of(
            "",
            "text",
            "\"quoted\" \\ / \b\f\n\r\t",
            "\u0000\u0001\u001f\u007f",
            "ünï 名前 \ud83d\ude00",
            "\u2028\u2029\ufeff\uffff",
            "</script>",
            "null",
            "{\"@class\":\"java.lang.Runtime\"}",
            " leading and trailing ");

    private final Random random;
    private final Map<Class<?>, Supplier<Object>> simple = new HashMap<>();

    RandomValues(Random random) {
        this.random = random;
        numbers();
        times();
        texts();
    }

    private <T> T one(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    private void numbers() {
        simple.put(Boolean.class, random::nextBoolean);
        simple.put(Byte.class, () -> (byte) integer());
        simple.put(Short.class, () -> (short) integer());
        simple.put(Integer.class, this::integer);
        simple.put(Long.class, this::number);
        simple.put(Float.class, () -> (float) fraction());
        simple.put(Double.class, this::fraction);
        simple.put(BigInteger.class, () -> BigInteger.valueOf(number()).pow(1 + random.nextInt(4)));
        simple.put(BigDecimal.class, () -> new BigDecimal(BigInteger.valueOf(number()), random.nextInt(40) - 20));
        simple.put(OptionalInt.class, () -> random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(integer()));
        simple.put(OptionalLong.class, () -> random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(number()));
        simple.put(
                OptionalDouble.class,
                () -> random.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(fraction()));
    }

    private int integer() {
        return random.nextBoolean()
                ? random.nextInt(200) - 100
                : one(List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, random.nextInt()));
    }

    private long number() {
        return random.nextBoolean() ? integer() : one(List.of(Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong()));
    }

    private double fraction() {
        return one(List.of(
                0.0,
                -0.0,
                0.1,
                random.nextDouble(),
                random.nextGaussian() * 1e20,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY));
    }

    private void times() {
        simple.put(Instant.class, this::instant);
        simple.put(Date.class, () -> Date.from(instant().with(ChronoField.NANO_OF_SECOND, 7_000_000)));
        simple.put(Duration.class, () -> Duration.ofSeconds(number(), random.nextInt(1_000_000_000)));
        simple.put(
                Period.class,
                () -> Period.of(random.nextInt(100) - 50, random.nextInt(100) - 50, random.nextInt(1_000)));
        simple.put(LocalDate.class, () -> local().toLocalDate());
        simple.put(LocalTime.class, this::time);
        simple.put(LocalDateTime.class, this::local);
        simple.put(MonthDay.class, () -> MonthDay.from(local()));
        simple.put(Year.class, () -> Year.from(local()));
        simple.put(YearMonth.class, () -> YearMonth.from(local()));
        simple.put(ZoneOffset.class, this::offset);
        simple.put(ZoneId.class, () -> ZoneId.of(one(ZONES)));
        simple.put(OffsetTime.class, () -> time().atOffset(offset()));
        simple.put(OffsetDateTime.class, () -> local().atOffset(offset()));
        simple.put(ZonedDateTime.class, () -> local().atZone(ZoneId.of(one(ZONES))));
    }

    private Instant instant() {
        return Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L), nanos());
    }

    private int nanos() {
        return one(List.of(0, 1, 1_000, 1_000_000, 999_999_999, random.nextInt(1_000_000_000)));
    }

    private LocalTime time() {
        return LocalTime.of(random.nextInt(24), random.nextInt(60), random.nextBoolean() ? 0 : 59, nanos());
    }

    private LocalDateTime local() {
        return LocalDateTime.of(LocalDate.ofYearDay(1 + random.nextInt(9_999), 1 + random.nextInt(365)), time());
    }

    private ZoneOffset offset() {
        return ZoneOffset.ofTotalSeconds((random.nextInt(36 * 60) - 18 * 60) * 60);
    }

    private void texts() {
        simple.put(String.class, this::text);
        simple.put(Character.class, () -> (char)
                one(List.of(0, (int) 'a', (int) '"', (int) '\\', 0xe4, 0xffff)).intValue());
        simple.put(UUID.class, () -> new UUID(random.nextLong(), random.nextLong()));
        simple.put(Locale.class, () -> Locale.forLanguageTag(one(List.of("de", "de-CH", "zh-Hant-TW", "en-US"))));
        simple.put(Currency.class, () -> Currency.getInstance(one(List.of("EUR", "JPY"))));
        simple.put(URI.class, () -> URI.create(one(List.of("", "a/b?c=d#e", "mailto:a@b.c", "https://例え.jp/%20"))));
        simple.put(Charset.class, () -> one(List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)));
        simple.put(Path.class, () -> Path.of("/tmp", one(List.of("a", "b c", "ü"))));
    }

    private String text() {
        return random.nextBoolean() ? one(TEXTS) : one(TEXTS) + one(TEXTS);
    }

    /** A payload. */
    <P> P payload(Class<P> type) {
        return type.cast(record(type, Map.of(), 0));
    }

    private Object value(Type type, Map<TypeVariable<?>, Type> arguments, int depth) {
        if (type instanceof TypeVariable<?> variable) {
            return value(Objects.requireNonNull(arguments.get(variable)), arguments, depth);
        }
        if (type instanceof GenericArrayType array) {
            return array(erased(array.getGenericComponentType()), array.getGenericComponentType(), arguments, depth);
        }
        if (type instanceof ParameterizedType parameterized) {
            return generic(parameterized, arguments, depth);
        }
        Class<?> plain = boxed((Class<?>) type);
        Supplier<Object> known = simple.get(plain);
        if (known != null) {
            return known.get();
        }
        if (plain.isArray()) {
            return array(plain.getComponentType(), plain.getComponentType(), arguments, depth);
        }
        if (plain.isEnum()) {
            return one(List.of(plain.getEnumConstants()));
        }
        if (plain.isSealed()) {
            Class<?>[] permitted = plain.getPermittedSubclasses();
            return record(permitted[depth > DEEPEST ? 0 : random.nextInt(permitted.length)], arguments, depth);
        }
        return record(plain, arguments, depth);
    }

    private static Class<?> erased(Type type) {
        return type instanceof ParameterizedType parameterized
                ? (Class<?>) parameterized.getRawType()
                : (Class<?>) type;
    }

    private static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    private int size(int depth) {
        return depth > DEEPEST ? 0 : random.nextInt(4);
    }

    private Object array(Class<?> erased, Type element, Map<TypeVariable<?>, Type> arguments, int depth) {
        Object array = Array.newInstance(erased, size(depth));
        for (int i = 0; i < Array.getLength(array); i++) {
            Array.set(array, i, value(element, arguments, depth + 1));
        }
        return array;
    }

    private Object generic(ParameterizedType generic, Map<TypeVariable<?>, Type> outer, int depth) {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type[] types = generic.getActualTypeArguments();
        if (raw == Optional.class) {
            return random.nextBoolean() ? Optional.empty() : Optional.of(value(types[0], outer, depth + 1));
        }
        if (raw == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = size(depth); i > 0; i--) {
                map.put(value(types[0], outer, depth + 1), value(types[1], outer, depth + 1));
            }
            return map;
        }
        if (raw == List.class || raw == Set.class) {
            List<Object> elements = new ArrayList<>();
            for (int i = size(depth); i > 0; i--) {
                elements.add(value(types[0], outer, depth + 1));
            }
            return raw == List.class ? elements : new LinkedHashSet<>(elements);
        }
        Map<TypeVariable<?>, Type> arguments = new HashMap<>();
        for (int i = 0; i < types.length; i++) {
            Type type = types[i] instanceof TypeVariable<?> known ? Objects.requireNonNull(outer.get(known)) : types[i];
            arguments.put(raw.getTypeParameters()[i], type);
        }
        return record(raw, arguments, depth);
    }

    private Object record(Class<?> type, Map<TypeVariable<?>, Type> arguments, int depth) {
        try {
            RecordComponent[] components = type.getRecordComponents();
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            @Nullable Object[] values = new @Nullable Object[components.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = isNullable(constructor, i) && random.nextBoolean()
                        ? null
                        : value(components[i].getGenericType(), arguments, depth + 1);
            }
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static boolean isNullable(Constructor<?> constructor, int index) {
        return Arrays.stream(constructor.getParameters()[index].getAnnotations())
                        .anyMatch(each -> each.annotationType().getSimpleName().equals("Nullable"))
                && !constructor.getParameterTypes()[index].isPrimitive();
    }

    /** Whether two values are the same data. */
    static boolean areEqual(@Nullable Object one, @Nullable Object other) {
        if (one instanceof Record record && other != null && one.getClass() == other.getClass()) {
            return Arrays.stream(record.getClass().getRecordComponents())
                    .allMatch(component -> areEqual(component(component, one), component(component, other)));
        }
        if (one instanceof List<?> list && other instanceof List<?> otherList) {
            return areEqual(list.toArray(), otherList.toArray());
        }
        if (one instanceof Object[] array && other instanceof Object[] otherArray) {
            boolean areEqual = array.length == otherArray.length;
            for (int i = 0; i < array.length && areEqual; i++) {
                areEqual = areEqual(array[i], otherArray[i]);
            }
            return areEqual;
        }
        if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> otherMap) {
            return map.keySet().equals(otherMap.keySet())
                    && map.keySet().stream().allMatch(key -> areEqual(map.get(key), otherMap.get(key)));
        }
        if (one instanceof Set<?> set && other instanceof Set<?> otherSet) {
            return new HashSet<>(set).equals(new HashSet<>(otherSet));
        }
        return Objects.deepEquals(one, other);
    }

    private static @Nullable Object component(RecordComponent component, @Nullable Object record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
