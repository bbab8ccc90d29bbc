package dev.typedqueue.internal.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.typedqueue.PayloadException;
import dev.typedqueue.definition.PayloadType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Whoever can write to the store can write any text there, and chooses it so that reading it does harm. It becomes an
 * object of a class that the payload's declaration names, or nothing.
 */
final class GadgetPayloadTest {

    /** Classes that other readers of JSON were made to instantiate, and one that tells if it is. */
    private static final List<String> GADGETS = List.of(
            Trap.class.getName(),
            "com.sun.rowset.JdbcRowSetImpl",
            "com.sun.org.apache.xalan.internal.xsltc.trax.TemplatesImpl",
            "com.zaxxer.hikari.HikariConfig",
            "ch.qos.logback.core.db.JNDIConnectionSource",
            "java.lang.ProcessBuilder",
            "java.net.URLClassLoader",
            "java.util.logging.FileHandler",
            "javax.naming.InitialContext",
            "javax.script.ScriptEngineManager",
            "javax.swing.JEditorPane",
            "org.apache.commons.collections4.functors.InvokerTransformer",
            "org.apache.commons.dbcp2.datasources.SharedPoolDataSource",
            "org.apache.xbean.propertyeditor.JndiConverter",
            "org.h2.jdbcx.JdbcDataSource",
            "org.postgresql.ds.PGSimpleDataSource",
            "org.springframework.context.support.ClassPathXmlApplicationContext",
            "org.sqlite.SQLiteDataSource");

    /** The ways in which one text or another can name a class. */
    private static final List<String> SHAPES = List.of(
            "{\"@class\":\"%s\",\"url\":\"ldap://localhost/x\"}",
            "{\"@c\":\"%s\",\"url\":\"ldap://localhost/x\"}",
            "{\"@type\":\"%s\",\"dataSourceName\":\"rmi://localhost/x\",\"autoCommit\":true}",
            "{\"class\":\"%s\"}",
            "{\"type\":\"%s\"}",
            "{\"$type\":\"%s\"}",
            "[\"%s\",{\"command\":[\"true\"]}]",
            "[\"%s\",\"http://localhost/\"]",
            "[[\"%s\",[]]]",
            "\"%s\"");

    private static final AtomicBoolean TRAPPED = new AtomicBoolean();

    /** What an attacker would like to have. */
    static final class Trap extends Base {

        Trap() {
            TRAPPED.set(true);
        }

        @SuppressWarnings("unused") // Jackson would call it
        public void setUrl(String url) {
            TRAPPED.set(true);
        }
    }

    @BeforeEach
    void setTrap() {
        TRAPPED.set(false);
    }

    static class Base {
        public int number;
    }

    record Texts(
            @Nullable String text,
            Optional<String> maybe,
            @Nullable List<String> list,
            @Nullable Map<String, String> map) {}

    record Numbers(@Nullable Integer number, @Nullable Set<Long> set) {}

    record Any(
            @Nullable Object value,
            @Nullable JsonNode node,
            @Nullable Map<String, Object> map) {}

    record Nested(
            @Nullable Texts text,
            @Nullable List<Nested> list,
            @Nullable Base value) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "@type")
    sealed interface Named {
        record One(int number) implements Named {}
    }

    record Sealed(
            @Nullable Named value,
            @Nullable List<Named> list,
            @Nullable Map<String, Named> map) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    static class ByClass {
        public int number;
    }

    /** Which the processor refuses: here the codec is alone. */
    record ByClassNames(
            @Nullable ByClass value,

            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@type") @Nullable
            Base base,

            @JsonTypeInfo(use = JsonTypeInfo.Id.MINIMAL_CLASS) @Nullable
            List<Base> list,

            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, include = JsonTypeInfo.As.WRAPPER_ARRAY) @Nullable
            Object map) {}

    static Stream<Arguments> declarations() {
        return Stream.of(
                Arguments.of(new PayloadType<Texts>() {}),
                Arguments.of(new PayloadType<Numbers>() {}),
                Arguments.of(new PayloadType<Any>() {}),
                Arguments.of(new PayloadType<Nested>() {}),
                Arguments.of(new PayloadType<Sealed>() {}),
                Arguments.of(new PayloadType<ByClassNames>() {}),
                Arguments.of(new PayloadType<Map<String, Object>>() {}),
                Arguments.of(new PayloadType<List<Named>>() {}));
    }

    @ParameterizedTest
    @MethodSource("declarations")
    <P> void aTextBecomesNothingThatTheDeclarationDoesNotName(PayloadType<P> type) {
        JacksonCodec codec = new JacksonCodec();
        for (String gadget : GADGETS) {
            for (String shape : SHAPES) {
                String evil = shape.formatted(gadget);
                for (String json : List.of(
                        evil,
                        "[" + evil + "]",
                        "{\"value\":" + evil + "}",
                        "{\"base\":" + evil + "}",
                        "{\"text\":" + evil + "}",
                        "{\"maybe\":" + evil + ",\"node\":" + evil + "}",
                        "{\"list\":[" + evil + "],\"set\":" + evil + "}",
                        "{\"map\":{\"key\":" + evil + "}}",
                        "{\"map\":" + evil + "}")) {
                    try {
                        Object payload = codec.read(json, type);
                        assertThat(classesIn(payload)).as(json).noneMatch(gadget::equals);
                    } catch (PayloadException refused) {
                        assertThat(refused.getMessage()).as(json).doesNotContain(gadget);
                    }
                    assertThat(TRAPPED).as(json).isFalse();
                }
            }
        }
    }

    /** The classes of a payload and of all that it holds. */
    private static Stream<String> classesIn(@Nullable Object value) {
        if (value == null) {
            return Stream.of();
        }
        Stream<?> parts = Stream.of();
        if (value instanceof Record record) {
            parts = Stream.of(record.getClass().getRecordComponents()).map(component -> {
                try {
                    return Optional.ofNullable(component.getAccessor().invoke(record));
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(e.getMessage(), e);
                }
            });
        } else if (value instanceof Optional<?> optional) {
            parts = optional.stream();
        } else if (value instanceof Map<?, ?> map) {
            parts = map.values().stream();
        } else if (value instanceof Iterable<?> elements && !(value instanceof JsonNode)) {
            parts = StreamSupport.stream(elements.spliterator(), false);
        }
        return Stream.concat(Stream.of(value.getClass().getName()), parts.flatMap(GadgetPayloadTest::classesIn));
    }
}
