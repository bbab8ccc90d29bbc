package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.internal.payload.JacksonCodec;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of the contract are what the real codec does: payloads are written with the declaration of one release, and
 * read with that of the next one.
 */
final class ContractEvolutionTest {

    private static final JacksonCodec CODEC = new JacksonCodec();

    private static final String SUBTYPES = """
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind") sealed interface Pay permits Card, Cash {}
            record Card(int number) implements Pay {}
            record Cash(int amount) implements Pay {}
            """;

    /** Declarations of a payload {@code P} in two releases, of which the later one reads the earlier one's jobs. */
    private static final List<Evolution> READABLE = List.of(
            new Evolution("record P(int a) {}", "record P(int a, @JsonIgnore int b) {}"),
            new Evolution("record P(int a, int b) {}", "record P(int a, @JsonIgnore int b) {}"),
            new Evolution("record P(int a) {}", "record P(@JsonInclude(JsonInclude.Include.NON_NULL) int a) {}"),
            new Evolution("record P(List<String> a) {}", "record P(List<? extends String> a) {}"),
            new Evolution("record P(int a) {}", "record P(int a, Optional<String> b) {}"),
            new Evolution("record P(int a) {}", "record P(int a, @Nullable String b) {}"),
            new Evolution("record P(int a) {}", "record P(int a, OptionalInt b) {}"),
            new Evolution("record P(int a, String b) {}", "record P(int a) {}"),
            new Evolution("record P(int a, String b) {}", "record P(String b, int a) {}"),
            new Evolution("record P(int a, String b) {}", "record P() {}"),
            new Evolution("record P(String a) {}", "record P(@JsonAlias(\"a\") String b) {}"),
            new Evolution("record P(String a) {}", "record P(@JsonProperty(\"a\") String b) {}"),
            new Evolution("record P(@JsonProperty(\"a\") String b) {}", "record P(String a) {}"),
            new Evolution("record P(String a) {}", "record P(Optional<String> a) {}"),
            new Evolution("record P(String a) {}", "record P(@Nullable String a) {}"),
            new Evolution("record P(@Nullable String a) {}", "record P(Optional<String> a) {}"),
            new Evolution("record P(int a) {}", "record P(Integer a) {}"),
            new Evolution("record P(int a) {}", "record P(long a) {}"),
            new Evolution("record P(int a) {}", "record P(OptionalLong a) {}"),
            new Evolution("record P(int a) {}", "record P(String a) {}"),
            new Evolution("record P(UUID a) {}", "record P(String a) {}"),
            new Evolution("record P(Instant a) {}", "record P(OffsetDateTime a) {}"),
            new Evolution("record P(E a) {} enum E { X, Y }", "record P(E a) {} enum E { Z, Y, X }"),
            new Evolution("record P(E a) {} enum E { X, Y }", "record P(F a) {} enum F { X, Y }"),
            new Evolution("record P(E a) {} enum E { X, Y }", "record P(String a) {}"),
            new Evolution("record P(E a) {} enum E { X, Y }", "record P(E a) {} enum E { X, @JsonAlias(\"Y\") Z }"),
            new Evolution("record P(E a) {} enum E { X, Y }", "record P(E a) {} enum E { X, @JsonProperty(\"Y\") Z }"),
            new Evolution("record P(List<Integer> a) {}", "record P(Set<Long> a) {}"),
            new Evolution("record P(int[] a) {}", "record P(List<Integer> a) {}"),
            new Evolution("record P(List<Optional<String>> a) {}", "record P(List<String> a) {}"),
            new Evolution("record P(Map<Integer, Integer> a) {}", "record P(Map<Long, Long> a) {}"),
            new Evolution("record P(Map<E, Integer> a) {} enum E { X }", "record P(Map<String, Integer> a) {}"),
            new Evolution("record P(A a) {} record A(int x) {}", "record P(B a) {} record B(long x) {}"),
            new Evolution("record P(A a) {} record A(int x) {}", "record P(A a) {} record A(int x, @Nullable A y) {}"),
            new Evolution("record P(A a) {} record A(String t) {}", "record P(G<String> a) {} record G<T>(T t) {}"),
            new Evolution(
                    "record P(int a, Optional<P> next) {}", "record P(long a, Optional<P> next, Optional<P> last) {}"),
            new Evolution("record P(Pay a) {}" + SUBTYPES, "record P(Pay a) {}" + SUBTYPES),
            new Evolution("record P(Cash a) {}" + SUBTYPES, "record P(Pay a) {}" + SUBTYPES),
            new Evolution(
                    "record P(Pay a) {}" + SUBTYPES,
                    "record P(Pay a) {} record Coin(int x) implements Pay {}"
                            + SUBTYPES.replace("permits Card", "permits Coin, Card")),
            new Evolution(
                    "record P(Pay a) {}" + SUBTYPES,
                    "record P(Pay a) {}"
                            + SUBTYPES.replace("Cash", "Coin")
                                    .replace(
                                            "@JsonTypeInfo",
                                            "@JsonSubTypes(@JsonSubTypes.Type(value = Coin.class, names = {\"Coin\","
                                                    + " \"Cash\"})) @JsonTypeInfo")));

    /** The same, of which the later one does not. */
    private static final List<Evolution> UNREADABLE = List.of(
            new Evolution("record P(int a, @JsonIgnore int b) {}", "record P(int a, int b) {}"),
            new Evolution("record P(int aB) {}", "record P(@JsonAlias(\"a\") int b) {}"),
            new Evolution(
                    "record P(@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = \"x\") A a) {} record A(int b) {}",
                    "record P(@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = \"y\") A a) {} record A(int b) {}"),
            new Evolution("record P(int a) {}", "record P(int a, String b) {}"),
            new Evolution("record P(int a) {}", "record P(int a, int b) {}"),
            new Evolution("record P(String a) {}", "record P(String b) {}"),
            new Evolution("record P(String a) {}", "record P(@JsonProperty(\"b\") String a) {}"),
            new Evolution("record P(int a) {}", "record P(int a, @ForCompiler.Nullable String b) {}"),
            new Evolution("record P(Integer a) {}", "record P(int a) {}"),
            new Evolution("record P(long a) {}", "record P(int a) {}"),
            new Evolution("record P(String a) {}", "record P(int a) {}"),
            new Evolution("record P(String a) {}", "record P(UUID a) {}"),
            new Evolution("record P(LocalDate a) {}", "record P(LocalDateTime a) {}"),
            new Evolution("record P(String a) {}", "record P(List<String> a) {}"),
            new Evolution("record P(List<String> a) {}", "record P(String a) {}"),
            new Evolution("record P(List<String> a) {}", "record P(Map<String, String> a) {}"),
            new Evolution("record P(List<String> a) {}", "record P(List<Integer> a) {}"),
            new Evolution("record P(Map<String, Integer> a) {}", "record P(Map<Integer, Integer> a) {}"),
            new Evolution("record P(byte[] a) {}", "record P(int[] a) {}"),
            new Evolution("record P(String a) {}", "record P(A a) {} record A(String x) {}"),
            new Evolution("record P(A a) {} record A(String x) {}", "record P(String a) {}"),
            new Evolution("record P(A a) {} record A(int x) {}", "record P(A a) {} record A(int x, int y) {}"),
            new Evolution(
                    "record P(List<A> a) {} record A(int x) {}", "record P(List<A> a) {} record A(int x, int y) {}"),
            new Evolution("record P(E a) {} enum E { X, Y }", "record P(E a) {} enum E { X }"),
            new Evolution("record P(E a) {} enum E { X, Y }", "record P(E a) {} enum E { X, @JsonProperty(\"y\") Y }"),
            new Evolution(
                    "record P(E a) {} enum E { X, Y }",
                    "record P(E a) {} enum E { X, Y; public String toString() { return name() + 1; } }"),
            new Evolution("record P(String a) {}", "record P(E a) {} enum E { X }"),
            new Evolution("record P(Pay a) {}" + SUBTYPES, "record P(Card a) {}" + SUBTYPES),
            new Evolution("record P(Pay a) {}" + SUBTYPES, "record P(Pay a) {}" + SUBTYPES.replace("Cash", "Coin")),
            new Evolution("record P(Pay a) {}" + SUBTYPES, "record P(Pay a) {}" + SUBTYPES.replace("kind", "sort")),
            new Evolution(
                    "record P(Pay a) {}" + SUBTYPES,
                    "record P(Pay a) {}" + SUBTYPES.replace("int amount", "int amount, int cents")),
            new Evolution("record P(LocalDate a) {}", "record P(@JsonFormat(pattern = \"dd.MM.yyyy\") LocalDate a) {}"),
            new Evolution("record P(int a, Optional<P> next) {}", "record P(int a, Optional<P> next, int b) {}"));

    /** The same, of which the codec would make something, but not what was meant, or not in every case. */
    private static final List<Evolution> READABLE_BY_ACCIDENT = List.of(
            new Evolution("record P(double a) {}", "record P(int a) {}"),
            new Evolution("record P(long a) {}", "record P(double a) {}"),
            new Evolution("record P(int a) {}", "record P(boolean a) {}"),
            new Evolution("record P(Instant a) {}", "record P(LocalDate a) {}"),
            new Evolution("record P(Optional<String> a) {}", "record P(String a) {}"),
            new Evolution("record P(@Nullable String a) {}", "record P(String a) {}"));

    /** The declarations of a payload in two releases. */
    record Evolution(String before, String after) {}

    @TempDir
    static Path directory;

    private static Module readable;
    private static Module unreadable;

    /** The compiler is run once for all declarations, each of which has a package of its own. */
    @BeforeAll
    static void compileTwoReleases() {
        readable = new Module(directory.resolve("readable"), READABLE);
        unreadable = new Module(
                directory.resolve("unreadable"),
                Stream.concat(UNREADABLE.stream(), READABLE_BY_ACCIDENT.stream())
                        .toList());
    }

    static Stream<Evolution> readable() {
        return READABLE.stream();
    }

    static Stream<Evolution> unreadable() {
        return UNREADABLE.stream();
    }

    static Stream<Evolution> readableByAccident() {
        return READABLE_BY_ACCIDENT.stream();
    }

    @ParameterizedTest
    @MethodSource("readable")
    void whatTheCodecReadsIsAllowed(Evolution evolution) throws IOException {
        assertThat(readable.messages(evolution)).isEmpty();
        assertThat(readable.refused(evolution)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatTheCodecDoesNotReadIsAnError(Evolution evolution) throws IOException {
        assertThat(unreadable.messages(evolution))
                .isNotEmpty()
                .allMatch(message -> message.contains("error: [TypedQueue:contract-"));
        assertThat(unreadable.refused(evolution)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("readableByAccident")
    void whatTheCodecReadsByAccidentIsAnError(Evolution evolution) throws IOException {
        assertThat(unreadable.messages(evolution))
                .isNotEmpty()
                .allMatch(message -> message.contains("error: [TypedQueue:contract-"));
        assertThat(unreadable.refused(evolution)).isEmpty();
    }

    @Test
    void theNextBuildFindsItsContractsUpToDate() {
        assertThat(readable.checkedAgain()).isEmpty();
    }

    /** A module with one package and one queue for each evolution, in two releases. */
    private static final class Module {

        private final Path directory;
        private final List<Evolution> evolutions;
        private final Workspace first;
        private final Workspace second;
        private final List<String> messages;

        Module(Path directory, List<Evolution> evolutions) {
            this.directory = directory;
            this.evolutions = evolutions;
            this.first = contracted("first", Evolution::before);
            assertThat(first.messages()).isEmpty();
            this.messages = contracted("checked", Evolution::after).messages();
            this.second = workspace("second", Evolution::after);
            assertThat(second.messages()).isEmpty();
        }

        private Workspace contracted(String release, Function<Evolution, String> payload) {
            return workspace(release, payload).option("-Atypedqueue.contracts=" + directory.resolve("queues"));
        }

        private Workspace workspace(String release, Function<Evolution, String> payload) {
            Workspace workspace = new Workspace(directory.resolve(release));
            evolutions.forEach(evolution -> {
                String name = name(evolution);
                workspace.write(name + "/Q.java", """
                        package %s;
                        import com.fasterxml.jackson.annotation.*;
                        import dev.typedqueue.annotation.Job;
                        import java.time.*;
                        import java.util.*;
                        import org.jspecify.annotations.Nullable;
                        @dev.typedqueue.annotation.Queue(name = "%s") interface Q { @Job void send(P payload); }
                        class ForCompiler { @interface Nullable {} }
                        """.formatted(name, name) + payload.apply(evolution));
            });
            return workspace;
        }

        private String name(Evolution evolution) {
            return "p" + evolutions.indexOf(evolution);
        }

        /** What the compiler says of the second release. */
        List<String> messages(Evolution evolution) {
            return messages.stream()
                    .filter(message -> message.contains("/" + name(evolution) + "/Q.java"))
                    .toList();
        }

        /** What the compiler says when it is to change no contract. */
        List<String> checkedAgain() {
            return contracted("again", Evolution::after)
                    .option("-Atypedqueue.contracts.mode=check")
                    .messages();
        }

        /** Those of the jobs that the first release wrote that the second one does not read. */
        List<String> refused(Evolution evolution) throws IOException {
            try (URLClassLoader writing = first.load();
                    URLClassLoader reading = second.load()) {
                PayloadType<Object> before = payloadType(writing, evolution);
                PayloadType<Object> after = payloadType(reading, evolution);
                return Samples.of(before.type()).stream()
                        .map(payload -> CODEC.write(payload, before))
                        .filter(json -> catchThrowable(() -> CODEC.read(json, after)) != null)
                        .toList();
            }
        }

        @SuppressWarnings("unchecked")
        private PayloadType<Object> payloadType(URLClassLoader classes, Evolution evolution) {
            try {
                Field send = classes.loadClass(name(evolution) + ".QQueue").getField("SEND");
                send.setAccessible(true);
                return ((JobDefinition<Object>) send.get(null)).payloadType();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
