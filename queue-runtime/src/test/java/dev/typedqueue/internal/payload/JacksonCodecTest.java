package dev.typedqueue.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.typedqueue.PayloadException;
import dev.typedqueue.definition.PayloadType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JacksonCodecTest {

    private final JacksonCodec codec = new JacksonCodec();

    record UserId(long value) {}

    record Address(String street, int number) {}

    record Person(UserId id, String name, Address address) {}

    record Envelope<T>(String sender, T content) {}

    enum Colour {
        RED,
        GREEN
    }

    record Times(
            Instant instant,
            LocalDate date,
            LocalTime time,
            LocalDateTime dateTime,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            Duration duration,
            Period period,
            ZoneId zone) {}

    record Optionals(Optional<String> text, OptionalInt number, OptionalLong big, Optional<Address> address) {}

    record Collections(
            List<Address> list, Set<Colour> set, Map<String, List<Integer>> map, Map<Colour, UUID> byColour) {}

    @SuppressWarnings("ArrayRecordComponent") // users have such payloads
    record Scalars(
            boolean flag, byte[] bytes, char letter, double real, BigDecimal money, long big, String text, UUID uuid) {}

    record MayBeMissing(String name, @Nullable String nickname, Optional<String> title) {}

    record Ignoring(
            String name,
            @JsonIgnore @Nullable Object cache,
            @JsonIgnore int hash) {}

    record Empty() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Card.class, name = "card"),
        @JsonSubTypes.Type(value = Transfer.class, name = "transfer")
    })
    sealed interface Payment permits Card, Transfer {}

    record Card(String number) implements Payment {}

    record Transfer(String iban) implements Payment {}

    record Order(int id, Payment payment) {}

    record Bounded(int value) {
        Bounded {
            if (value > 10) {
                throw new IllegalArgumentException("secret " + value);
            }
        }
    }

    @Test
    void nestedRecordsComeBackAsTheyWere() {
        roundTrip(new Person(new UserId(7), "Ada \"Ω\" 𝄞\n", new Address("Main", 3)), new PayloadType<Person>() {});
    }

    @Test
    void genericPayloadsKeepTheirTypeArguments() {
        roundTrip(new Envelope<>("a", List.of(new Address("Main", 3))), new PayloadType<Envelope<List<Address>>>() {});
        roundTrip(new Envelope<>("a", new Envelope<>("b", 7)), new PayloadType<Envelope<Envelope<Integer>>>() {});
    }

    @Test
    void payloadsThatAreNoRecordsComeBackToo() {
        roundTrip("text", new PayloadType<String>() {});
        roundTrip(List.of(1, 2), new PayloadType<List<Integer>>() {});
        roundTrip(Colour.RED, new PayloadType<Colour>() {});
        roundTrip(new Empty(), new PayloadType<Empty>() {});
    }

    @Test
    void timesComeBackToTheNanosecondInTheirOwnZones() {
        roundTrip(
                new Times(
                        Instant.parse("2026-01-02T03:04:05.123456789Z"),
                        LocalDate.parse("2026-01-02"),
                        LocalTime.parse("03:04:05.000000001"),
                        LocalDateTime.parse("2026-01-02T03:04:05"),
                        OffsetDateTime.parse("2026-01-02T03:04:05+05:30"),
                        ZonedDateTime.parse("2026-07-02T03:04:05+02:00[Europe/Berlin]"),
                        Duration.parse("PT1H0.5S"),
                        Period.parse("P1M2D"),
                        ZoneId.of("America/New_York")),
                new PayloadType<Times>() {});
    }

    @Test
    void timesAreWrittenAsIso8601() {
        assertThat(codec.write(Instant.parse("2026-01-02T03:04:05Z"), new PayloadType<Instant>() {}))
                .isEqualTo("\"2026-01-02T03:04:05Z\"");
        assertThat(codec.write(Duration.ofMinutes(5), new PayloadType<Duration>() {}))
                .isEqualTo("\"PT5M\"");
    }

    @Test
    void optionalsComeBackPresentAndAbsent() {
        roundTrip(
                new Optionals(
                        Optional.of("a"), OptionalInt.of(1), OptionalLong.of(2L), Optional.of(new Address("Main", 3))),
                new PayloadType<Optionals>() {});
        roundTrip(
                new Optionals(Optional.empty(), OptionalInt.empty(), OptionalLong.empty(), Optional.empty()),
                new PayloadType<Optionals>() {});
    }

    @Test
    void collectionsAndMapsComeBack() {
        roundTrip(
                new Collections(
                        List.of(new Address("Main", 3)),
                        Set.of(Colour.RED, Colour.GREEN),
                        Map.of("a", List.of(1, 2)),
                        Map.of(Colour.RED, UUID.fromString("00000000-0000-7000-8000-000000000001"))),
                new PayloadType<Collections>() {});
    }

    @Test
    void scalarsComeBack() {
        Scalars scalars = new Scalars(
                true,
                new byte[] {0, -1},
                'ß',
                0.1,
                new BigDecimal("12345678901234567890.12"),
                Long.MIN_VALUE,
                "",
                UUID.randomUUID());
        PayloadType<Scalars> type = new PayloadType<>() {};
        assertThat(codec.read(codec.write(scalars, type), type))
                .usingRecursiveComparison()
                .isEqualTo(scalars);
    }

    @Test
    void sealedInterfacesComeBackByTheirDeclaredNames() {
        roundTrip(new Order(1, new Transfer("DE00")), new PayloadType<Order>() {});
        roundTrip(new Card("4111"), new PayloadType<Payment>() {});
        assertThat(codec.write(new Card("4111"), new PayloadType<Payment>() {}))
                .isEqualTo("{\"kind\":\"card\",\"number\":\"4111\"}");
    }

    @Test
    void fieldsOfANewerReleaseArePassedOver() {
        assertThat(codec.read("{\"street\":\"Main\",\"new\":{\"a\":[1]},\"number\":3}", new PayloadType<Address>() {}))
                .isEqualTo(new Address("Main", 3));
    }

    @Test
    void aMissingComponentIsRefusedByName() {
        assertThatThrownBy(() -> codec.read("{\"street\":\"Main\"}", new PayloadType<Address>() {}))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("number");
        assertThatThrownBy(() -> codec.read("{\"number\":1}", new PayloadType<Address>() {}))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("street");
        assertThatThrownBy(() -> codec.read(
                        "{\"id\":{\"value\":1},\"name\":\"a\",\"address\":{\"number\":1}}",
                        new PayloadType<Person>() {}))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("street")
                .hasMessageContaining("address");
    }

    @Test
    void whatIsNullableOrOptionalMayBeMissing() {
        assertThat(codec.read("{\"name\":\"Ada\"}", new PayloadType<MayBeMissing>() {}))
                .isEqualTo(new MayBeMissing("Ada", null, Optional.empty()));
        assertThat(codec.read(
                        "{\"name\":\"Ada\",\"nickname\":null,\"title\":null}", new PayloadType<MayBeMissing>() {}))
                .isEqualTo(new MayBeMissing("Ada", null, Optional.empty()));
        roundTrip(new MayBeMissing("Ada", null, Optional.of("Dr")), new PayloadType<MayBeMissing>() {});
    }

    @Test
    void whatIsNotWrittenNeedNotBeThere() {
        String json = codec.write(new Ignoring("Ada", "secret", 7), new PayloadType<Ignoring>() {});

        assertThat(json).isEqualTo("{\"name\":\"Ada\"}");
        assertThat(codec.read(json, new PayloadType<Ignoring>() {})).isEqualTo(new Ignoring("Ada", null, 0));
    }

    @Test
    void nullForAPrimitiveIsRefused() {
        assertThatThrownBy(() -> codec.read("{\"street\":\"Main\",\"number\":null}", new PayloadType<Address>() {}))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "{",
                "[]",
                "3",
                "\"x\"",
                "{\"street\":\"Main\",\"number\":3} trailing",
                "{\"street\":\"Main\",\"number\":3}{}",
                "{\"street\":\"Main\",\"number\":\"three\"}",
                "{\"street\":\"Main\",\"number\":3.5e99}",
                "{\"street\":{},\"number\":3}"
            })
    void whatIsNotThePayloadIsRefused(String json) {
        assertThatThrownBy(() -> codec.read(json, new PayloadType<Address>() {}))
                .isInstanceOf(PayloadException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"street\":\"Main\",\"number\":\"geheim\"}",
                "{\"street\":[\"geheim\"],\"number\":1}",
                "{\"street\": geheim }",
                "{\"geheim\":",
                "\"geheim\"",
                "{\"street\":\"Main\",\"number\":1} geheim",
            })
    void theMessageTellsNothingOfThePayloadsContent(String json) {
        assertThatThrownBy(() -> codec.read(json, new PayloadType<Address>() {}))
                .isInstanceOf(PayloadException.class)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void theMessageTellsNothingOfWhatAConstructorOrAMapOrATypeNameSays() {
        assertThatThrownBy(() -> codec.read("{\"value\":4711}", new PayloadType<Bounded>() {}))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("Bounded")
                .hasMessageNotContaining("4711");
        assertThatThrownBy(() -> codec.read("{\"geheim\":\"x\"}", new PayloadType<Map<String, Integer>>() {}))
                .isInstanceOf(PayloadException.class)
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> codec.read("{\"geheim\":\"x\"}", new PayloadType<TreeMap<Colour, Integer>>() {}))
                .isInstanceOf(PayloadException.class)
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> codec.read("{\"kind\":\"geheim\"}", new PayloadType<Payment>() {}))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("Payment")
                .hasMessageNotContaining("geheim");
        assertThatThrownBy(() -> codec.read(
                        "{\"byColour\":{\"BLUE\":\"geheim\"},\"list\":[],\"set\":[],\"map\":{}}",
                        new PayloadType<Collections>() {}))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("byColour")
                .hasMessageNotContaining("geheim");
    }

    record Anything(Object value) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"@class\":\"javax.swing.JEditorPane\",\"page\":\"http://localhost/\"}",
                "[\"javax.naming.InitialContext\",{\"a\":1}]",
                "{\"@type\":\"com.sun.rowset.JdbcRowSetImpl\",\"dataSourceName\":\"ldap://localhost/\"}"
            })
    void aTextCannotNameAClass(String gadget) {
        Object value = codec.read("{\"value\":" + gadget + "}", new PayloadType<Anything>() {})
                .value();
        assertThat(value).isInstanceOfAny(Map.class, List.class);
        assertThatThrownBy(() -> codec.read(gadget, new PayloadType<Address>() {}))
                .isInstanceOf(PayloadException.class);
        assertThatThrownBy(() -> codec.read(gadget, new PayloadType<Payment>() {}))
                .isInstanceOf(PayloadException.class);
    }

    @Test
    void aTextThatIsNestedTooDeeplyIsRefused() {
        String deep = "{\"value\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> codec.read(deep, new PayloadType<Anything>() {}))
                .isInstanceOf(PayloadException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ude00\ud83d", "\ud83d\ud83d\ude00", "\ude00 and more"})
    void halfACharacterIsRefusedSinceNoStoreKeepsIt(String text) {
        assertThatThrownBy(() -> codec.write(new Address(text, 1), new PayloadType<Address>() {}))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("in the midst of a character");
        assertThatThrownBy(() -> codec.writeKey(List.of(text))).isInstanceOf(PayloadException.class);
        assertThat(codec.writeKey(List.of("\ud83d\ude00"))).isEqualTo("[\"\ud83d\ude00\"]");
    }

    @Test
    void whatCannotBeWrittenIsRefused() {
        record Failing(int value) {
            @Override
            @SuppressWarnings("UnusedMethod") // Jackson calls it
            public int value() {
                throw new IllegalStateException("no");
            }
        }
        assertThatThrownBy(() -> codec.write(new Failing(1), new PayloadType<Failing>() {}))
                .isInstanceOf(PayloadException.class);
    }

    @Test
    void keysOfEqualComponentsAreEqual() {
        Map<String, Integer> oneWay = new LinkedHashMap<>();
        oneWay.put("b", 2);
        oneWay.put("a", 1);
        Map<String, Integer> other = new LinkedHashMap<>();
        other.put("a", 1);
        other.put("b", 2);

        assertThat(codec.writeKey(List.of(oneWay)))
                .isEqualTo(codec.writeKey(List.of(other)))
                .isEqualTo("[{\"a\":1,\"b\":2}]");
        assertThat(codec.writeKey(List.of(new Address("Main", 3), Colour.RED)))
                .isEqualTo("[{\"number\":3,\"street\":\"Main\"},\"RED\"]");
        assertThat(codec.writeKey(List.of(new LinkedHashSet<>(List.of("x", "a", "y")))))
                .isEqualTo(codec.writeKey(List.of(new LinkedHashSet<>(List.of("y", "x", "a")))))
                .isEqualTo("[[\"a\",\"x\",\"y\"]]");
        assertThat(codec.writeKey(
                        List.of(new Collections(List.of(), Set.of(Colour.RED, Colour.GREEN), Map.of(), Map.of()))))
                .isEqualTo("[{\"byColour\":{},\"list\":[],\"map\":{},\"set\":[\"GREEN\",\"RED\"]}]");
    }

    @Test
    void keysOfDifferentComponentsDiffer() {
        assertThat(codec.writeKey(List.of("a", "b"))).isNotEqualTo(codec.writeKey(List.of("a,b")));
        assertThat(codec.writeKey(Arrays.asList("a", null))).isNotEqualTo(codec.writeKey(List.of("a", "null")));
        assertThat(codec.writeKey(List.of())).isEqualTo("[]");
    }

    private <P> void roundTrip(P payload, PayloadType<P> type) {
        assertThat(codec.read(codec.write(payload, type), type)).isEqualTo(payload);
    }
}
