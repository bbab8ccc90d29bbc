package dev.typedqueue.processor.reading;

import java.util.List;
import java.util.Set;

/** What the codec does with the types of the JDK. */
final class KnownTypes {

    /** Written as one JSON value, and fit to be the name of a field. */
    static final Set<String> KEYS = Set.of(
            "java.lang.String",
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Short",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Character",
            "java.lang.Float",
            "java.lang.Double",
            "java.util.UUID",
            "java.util.Locale",
            "java.util.Currency",
            "java.net.URI",
            "java.net.URL",
            "java.time.Duration",
            "java.time.Instant",
            "java.time.LocalDate",
            "java.time.LocalDateTime",
            "java.time.LocalTime",
            "java.time.MonthDay",
            "java.time.OffsetDateTime",
            "java.time.OffsetTime",
            "java.time.Period",
            "java.time.Year",
            "java.time.YearMonth",
            "java.time.ZoneId",
            "java.time.ZoneOffset",
            "java.time.ZonedDateTime");

    /** Written as one JSON value. */
    static final Set<String> VALUES = Set.of(
            "java.lang.CharSequence",
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.util.Date",
            "java.util.TimeZone",
            "java.util.regex.Pattern",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.OptionalDouble",
            "java.util.concurrent.atomic.AtomicBoolean",
            "java.util.concurrent.atomic.AtomicInteger",
            "java.util.concurrent.atomic.AtomicLong",
            "java.nio.charset.Charset",
            "java.nio.file.Path",
            "java.io.File",
            "tools.jackson.databind.JsonNode",
            "tools.jackson.databind.node.ObjectNode",
            "tools.jackson.databind.node.ArrayNode");

    /** Interfaces and abstract classes for which the codec chooses a class. */
    static final Set<String> CONTAINERS = Set.of(
            "java.util.Collection",
            "java.util.List",
            "java.util.Set",
            "java.util.SortedSet",
            "java.util.NavigableSet",
            "java.util.Queue",
            "java.util.Deque",
            "java.util.Map",
            "java.util.Map.Entry",
            "java.util.SortedMap",
            "java.util.NavigableMap",
            "java.util.concurrent.ConcurrentMap",
            "java.util.concurrent.ConcurrentNavigableMap",
            "java.util.EnumSet",
            "java.util.Optional",
            "java.util.concurrent.atomic.AtomicReference");

    /** Bound to the process that made them. */
    static final List<String> LIVE = List.of(
            "java.lang.Thread",
            "java.lang.ThreadGroup",
            "java.lang.ThreadLocal",
            "java.lang.ClassLoader",
            "java.lang.Process",
            "java.lang.AutoCloseable",
            "java.util.Iterator",
            "java.util.Enumeration",
            "java.util.Timer",
            "java.util.concurrent.Executor",
            "java.util.concurrent.Future",
            "java.util.concurrent.CompletionStage",
            "java.util.concurrent.locks.Lock",
            "java.sql.Wrapper",
            "dev.typedqueue.JobContext",
            "dev.typedqueue.AddContext");

    private KnownTypes() {}
}
