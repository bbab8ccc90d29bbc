package dev.typedqueue.processor;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values of a payload's type: one with something in each component, and one without what can be left out. */
final class Samples {

    private static final Map<Type, Object> VALUES = Map.ofEntries(
            Map.entry(int.class, Integer.MAX_VALUE),
            Map.entry(Integer.class, Integer.MAX_VALUE),
            Map.entry(long.class, Long.MAX_VALUE),
            Map.entry(Long.class, Long.MAX_VALUE),
            Map.entry(double.class, 0.1),
            Map.entry(boolean.class, true),
            Map.entry(String.class, "text"),
            Map.entry(UUID.class, new UUID(1, 2)),
            Map.entry(LocalDate.class, LocalDate.EPOCH),
            Map.entry(Instant.class, Instant.EPOCH),
            Map.entry(OptionalInt.class, OptionalInt.of(1)),
            Map.entry(OffsetDateTime.class, OffsetDateTime.MAX),
            Map.entry(OptionalLong.class, OptionalLong.of(1)),
            Map.entry(int[].class, new int[] {1}),
            Map.entry(byte[].class, new byte[] {1}));

    private static final Map<Type, Object> EMPTY = Map.of(
            Optional.class, Optional.empty(),
            OptionalInt.class, OptionalInt.empty(),
            OptionalLong.class, OptionalLong.empty());

    private final boolean isFull;

    private Samples(boolean isFull) {
        this.isFull = isFull;
    }

    static List<Object> of(Type type) {
        return List.of(new Samples(true).record((Class<?>) type), new Samples(false).record((Class<?>) type));
    }

    private Object record(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values =
                Arrays.stream(components).map(each -> component(type, each)).toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A component that contains its own record ends there. A reference may be null, whatever its annotations say. */
    private @Nullable Object component(Class<?> owner, RecordComponent component) {
        boolean endsHere = (component.getGenericType().getTypeName() + ">").contains(owner.getTypeName() + ">");
        boolean isEmpty = endsHere || !isFull;
        if (isEmpty && !component.getType().isPrimitive()) {
            return EMPTY.get(component.getType());
        }
        return value(component.getGenericType());
    }

    private Object value(Type type) {
        if (VALUES.containsKey(type)) {
            return VALUES.getOrDefault(type, type);
        }
        if (type instanceof ParameterizedType generic) {
            List<Object> arguments =
                    Stream.of(generic.getActualTypeArguments()).map(this::value).toList();
            Class<?> raw = (Class<?>) generic.getRawType();
            return switch (raw.getSimpleName()) {
                case "Optional" -> Optional.of(arguments.get(0));
                case "List" -> arguments;
                case "Set" -> Set.copyOf(arguments);
                case "Map" -> Map.of(arguments.get(0), arguments.get(1));
                default -> throw new IllegalArgumentException("No sample of " + type);
            };
        }
        Class<?> raw = (Class<?>) type;
        if (raw.isEnum()) {
            return raw.getEnumConstants()[raw.getEnumConstants().length - 1];
        }
        if (raw.isSealed()) {
            Class<?>[] subtypes = raw.getPermittedSubclasses();
            return record(subtypes[subtypes.length - 1]);
        }
        return record(raw);
    }
}
