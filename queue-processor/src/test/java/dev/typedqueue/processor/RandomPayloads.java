package dev.typedqueue.processor;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A queue whose jobs take all that a payload may be made of, by chance. */
final class RandomPayloads {

    private static final String TYPES = """
            package p;
            import com.fasterxml.jackson.annotation.*;
            import java.util.*;
            public interface Types {
                enum Colour { RED, GREEN { @Override public String toString() { return "g"; } }, @JsonProperty("b") BLUE }
                record Point(int x, int y) {}
                record Named(@JsonProperty("the name") String name, @Nullable String nick, Optional<Point> at) {}
                record Envelope<T>(T content, List<T> more) {}
                record Tree(String label, List<Tree> below) {}
                @interface Nullable {}
                @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
                sealed interface Shape {
                    record Circle(double radius) implements Shape {}
                    @JsonTypeName("sq") record Square(Point corner, float side) implements Shape {}
                    record Group(List<Shape> shapes) implements Shape {}
                }
            }
            """;

    /** What a map can have for keys, and a set for elements. */
    private static final List<String> KEYS = List.of(
            "String",
            "Boolean",
            "Byte",
            "Short",
            "Integer",
            "Long",
            "Character",
            "Float",
            "Double",
            "java.util.UUID",
            "java.util.Locale",
            "java.util.Currency",
            "java.net.URI",
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
            "java.time.ZonedDateTime",
            "Types.Colour",
            "java.time.DayOfWeek");

    private static final List<String> VALUES = List.of(
            "java.math.BigDecimal",
            "java.math.BigInteger",
            "java.util.Date",
            "java.util.OptionalInt",
            "java.util.OptionalLong",
            "java.util.OptionalDouble",
            "java.nio.charset.Charset",
            "java.nio.file.Path",
            "Types.Point",
            "Types.Named",
            "Types.Tree",
            "Types.Shape");

    private static final List<String> PRIMITIVES =
            List.of("boolean", "byte", "short", "int", "long", "char", "float", "double");

    private final Random random;
    private final int jobs;

    RandomPayloads(Random random, int jobs) {
        this.random = random;
        this.jobs = jobs;
    }

    void writeTo(Workspace workspace) {
        workspace.write("p/Types.java", TYPES);
        workspace.write(
                "p/Jobs.java",
                "package p;\nimport dev.typedqueue.annotation.*;\n@Queue interface Jobs {\n"
                        + IntStream.range(0, jobs).mapToObj(this::job).collect(Collectors.joining())
                        + "}\n");
    }

    private String job(int number) {
        String parameters = IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(i -> parameter() + " c" + i)
                .collect(Collectors.joining(", "));
        return "    @Job void job" + number + "(" + parameters + ");\n";
    }

    private String parameter() {
        if (random.nextInt(5) == 0) {
            return one(PRIMITIVES) + "[]".repeat(random.nextInt(3));
        }
        String type = type(0);
        return random.nextInt(6) == 0 ? "@Types.Nullable " + type : type;
    }

    private String type(int depth) {
        if (depth > 2) {
            return one(KEYS);
        }
        return switch (random.nextInt(9)) {
            case 0 -> "java.util.List<" + type(depth + 1) + ">";
            case 1 -> "java.util.Set<" + one(KEYS) + ">";
            case 2 -> "java.util.Map<" + one(KEYS) + ", " + type(depth + 1) + ">";
            case 3 -> "java.util.Optional<" + one(KEYS) + ">";
            case 4 -> "Types.Envelope<" + type(depth + 1) + ">";
            case 5 -> one(VALUES) + "[]";
            case 6 -> one(VALUES);
            default -> one(KEYS);
        };
    }

    private <T> T one(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }
}
