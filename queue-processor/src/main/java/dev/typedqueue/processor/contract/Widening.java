package dev.typedqueue.processor.contract;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which type of the JDK reads, without loss, what another one wrote. A test asks the codec about every pair. */
final class Widening {

    static final List<String> INTEGERS = List.of("byte", "short", "int", "long", "BigInteger", "BigDecimal");

    /** Those whose every value a double can hold. */
    static final Set<String> WITHIN_DOUBLE = Set.of("byte", "short", "int", "float");

    static final List<String> MOMENTS = List.of("Instant", "OffsetDateTime", "ZonedDateTime");

    /** What can be read as a String, whatever is in it. */
    static final Set<String> READ_AS_TEXT = Set.of(
            "boolean",
            "byte",
            "short",
            "int",
            "long",
            "float",
            "double",
            "char",
            "char[]",
            "BigInteger",
            "BigDecimal",
            "UUID",
            "URI",
            "URL",
            "Locale",
            "Currency",
            "Duration",
            "Instant",
            "LocalDate",
            "LocalDateTime",
            "LocalTime",
            "MonthDay",
            "OffsetDateTime",
            "OffsetTime",
            "Period",
            "Year",
            "YearMonth",
            "ZoneId",
            "ZoneOffset",
            "ZonedDateTime");

    private static final Map<String, String> PRIMITIVES = Map.of(
            "Boolean", "boolean",
            "Byte", "byte",
            "Short", "short",
            "Integer", "int",
            "Long", "long",
            "Character", "char",
            "Float", "float",
            "Double", "double");

    private Widening() {}

    /** Whether all that was written as the one type is read as the other. */
    static boolean allows(String written, String read) {
        if (written.equals(read)) {
            return true;
        }
        if (PRIMITIVES.containsValue(read) && !PRIMITIVES.containsValue(written)) {
            return false; // What was written may be null.
        }
        String from = PRIMITIVES.getOrDefault(written, written);
        String to = PRIMITIVES.getOrDefault(read, read);
        return from.equals(to)
                || isBefore(from, to, INTEGERS)
                || isBefore(from, to, MOMENTS)
                || (to.equals("double") && WITHIN_DOUBLE.contains(from))
                || (to.equals("String") && READ_AS_TEXT.contains(from))
                || (to.equals("ZoneId") && from.equals("ZoneOffset"));
    }

    private static boolean isBefore(String from, String to, List<String> order) {
        return order.contains(from) && order.indexOf(from) < order.indexOf(to);
    }
}
