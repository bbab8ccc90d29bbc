package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.processor.reporting.Problem;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Payloads that cannot be written as JSON and read back. */
final class PayloadJsonTest {
    @Test
    void anObjectSaysNothing() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Object ^thing);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "thing of the job send has the type Object, which leaves open what it holds. A job is "
                                + "stored as JSON and read back, perhaps by another process. Name the type that it has.");
    }

    @Test
    void aRawTypeSaysNothing() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(@SuppressWarnings("rawtypes") List ^things);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "things of the job send has the type List, which leaves open what it holds. A job is "
                                + "stored as JSON and read back, perhaps by another process. Write its type arguments, "
                                + "such as List<String>.");
    }

    @Test
    void aWildcardSaysNothing() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(List<? super Integer> ^numbers);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "numbers[] of the job send has the type ? super Integer, which leaves open what it "
                                + "holds. A job is stored as JSON and read back, perhaps by another process. Name the "
                                + "type that it has.");
    }

    @Test
    void aWildcardWithABoundIsAsGoodAsItsBound() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(List<? extends CharSequence> texts, List<? extends Number> ^numbers);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "numbers[] of the job send has the type Number, which is abstract, and its JSON does not say "
                                + "of which class it was. A job is stored as JSON and read back, perhaps by another "
                                + "process. Use a record, or make it sealed and annotate it with Jackson's "
                                + "@JsonTypeInfo.");
    }

    @Test
    void anInterfaceSaysNothing() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(CharSequences ^text);
                }
                """)
                .with("""
                        interface CharSequences { int a(); int b(); }
                        """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "text of the job send has the type CharSequences, which is an interface, and its JSON "
                                + "does not say of which class it was. A job is stored as JSON and read back, perhaps by "
                                + "another process. Use a record, or make it sealed and annotate it with Jackson's "
                                + "@JsonTypeInfo.");
    }

    @Test
    void anAbstractClassSaysNothing() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Shape ^shape);
                }
                """)
                .with("""
                        abstract class Shape { }
                        """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "shape of the job send has the type Shape, which is abstract, and its JSON does not "
                                + "say of which class it was. A job is stored as JSON and read back, perhaps by another "
                                + "process. Use a record, or make it sealed and annotate it with Jackson's "
                                + "@JsonTypeInfo.");
    }

    @Test
    void aSealedInterfaceNeedsItsTypeInJson() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Shape ^shape);
                }
                """)
                .with("""
                        sealed interface Shape { record Circle(int radius) implements Shape {} }
                        """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "shape of the job send has the type Shape, which is an interface, and its JSON does "
                                + "not say of which class it was. A job is stored as JSON and read back, perhaps by "
                                + "another process. Use a record, or make it sealed and annotate it with Jackson's "
                                + "@JsonTypeInfo.");
    }

    @Test
    void theRecordsOfASealedInterfaceAreLookedInto() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Shape ^shape);
                }
                """)
                .with("""
                        package p;
                        import com.fasterxml.jackson.annotation.JsonTypeInfo;
                        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
                        sealed interface Shape { record Circle(Object radius) implements Shape {} }
                        """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "shape(Circle).radius of the job send has the type Object, which leaves open what it "
                                + "holds. A job is stored as JSON and read back, perhaps by another process. Name the "
                                + "type that it has.");
    }

    @Test
    void noNamesOfClassesAreStored() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Shape ^shape);
                }
                """)
                .with("""
                        package p;
                        import com.fasterxml.jackson.annotation.JsonTypeInfo;
                        @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
                        sealed interface Shape { record Circle(int radius) implements Shape {} }
                        """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "shape of the job send has the type Shape, which is stored with the name of its class. "
                                + "A job is stored as JSON and read back, perhaps by another process. Use "
                                + "JsonTypeInfo.Id.NAME, so that classes can be renamed.");
    }

    @Test
    void noNameOfAClassIsStoredForWhatIsAboveOrForAComponent() {
        String message = "has the type %s, which is stored with the name of its class. A job is stored as JSON and read"
                + " back, perhaps by another process. Use JsonTypeInfo.Id.NAME, so that classes can be renamed.";
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Circle ^circle);
                    @Job void sendAll(@com.fasterxml.jackson.annotation.JsonTypeInfo(
                            use = com.fasterxml.jackson.annotation.JsonTypeInfo.Id.MINIMAL_CLASS) List<Box> ^boxes);
                    @Job void sendBox(Parcel ^parcel);
                }
                """)
                .with("""
                        package p;
                        import com.fasterxml.jackson.annotation.JsonTypeInfo;
                        @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
                        interface Shape {}
                        """)
                .with("record Circle(int radius) implements Shape {}")
                .with("class Box { public int width; }")
                .with("""
                        package p;
                        import com.fasterxml.jackson.annotation.JsonTypeInfo;
                        record Parcel(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Box box) {}
                        """)
                .areReported(
                        "[TypedQueue:payload-not-json] payload of the job send " + message.formatted("Circle"),
                        "[TypedQueue:payload-not-json] boxes of the job sendAll " + message.formatted("List<Box>"),
                        "[TypedQueue:payload-not-json] payload.box of the job sendBox " + message.formatted("Box"));
    }

    @Test
    void codeIsNoData() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Runnable ^code);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "code of the job send has the type Runnable, which is code, not data. A job is stored "
                                + "as JSON and read back, perhaps by another process. Take the data that the code needs.");
    }

    @Test
    void aFunctionIsNoData() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(java.util.function.Function<String, String> ^code);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "code of the job send has the type Function<String, String>, which is code, not data. "
                                + "A job is stored as JSON and read back, perhaps by another process. Take the data that "
                                + "the code needs.");
    }

    @Test
    void aStreamIsNoData() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(java.util.stream.Stream<String> ^lines);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "lines of the job send has the type Stream<String>, which belongs to this process. A "
                                + "job is stored as JSON and read back, perhaps by another process. Take what is needed "
                                + "to get it again, such as a name or an id.");
    }

    @Test
    void anInputStreamIsNoData() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(java.io.InputStream ^file);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "file of the job send has the type InputStream, which belongs to this process. A job "
                                + "is stored as JSON and read back, perhaps by another process. Take what is needed to "
                                + "get it again, such as a name or an id.");
    }

    @Test
    void aThreadIsNoData() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Thread ^thread);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "thread of the job send has the type Thread, which belongs to this process. A job is "
                                + "stored as JSON and read back, perhaps by another process. Take what is needed to get "
                                + "it again, such as a name or an id.");
    }

    @Test
    void aConnectionIsNoData() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(java.sql.Connection ^connection);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "connection of the job send has the type Connection, which belongs to this process. A "
                                + "job is stored as JSON and read back, perhaps by another process. Take what is needed "
                                + "to get it again, such as a name or an id.");
    }

    @Test
    void aFutureIsNoData() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(java.util.concurrent.CompletableFuture<String> ^future);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "future of the job send has the type CompletableFuture<String>, which belongs to this "
                                + "process. A job is stored as JSON and read back, perhaps by another process. Take what "
                                + "is needed to get it again, such as a name or an id.");
    }

    @Test
    void aClassIsNoData() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Class<String> ^type);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "type of the job send has the type Class<String>, which is a part of this release's "
                                + "code. A job is stored as JSON and read back, perhaps by another process. Use an enum "
                                + "or a name of your own.");
    }

    @Test
    void anExceptionIsNoData() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(IllegalStateException ^cause);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "cause of the job send has the type IllegalStateException, which is an exception. A "
                                + "job is stored as JSON and read back, perhaps by another process. Take its message.");
    }

    @Test
    void aContextWithinAPayloadIsNoData() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(List<JobContext> ^contexts);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "contexts[] of the job send has the type JobContext, which belongs to this process. A "
                                + "job is stored as JSON and read back, perhaps by another process. Take what is needed "
                                + "to get it again, such as a name or an id.");
    }

    @Test
    void anArrayIsLookedInto() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Object[][] ^things);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "things[][] of the job send has the type Object, which leaves open what it holds. A "
                                + "job is stored as JSON and read back, perhaps by another process. Name the type that "
                                + "it has.");
    }

    @Test
    void aMapIsLookedInto() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Map<String, Object> ^things);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "things[value] of the job send has the type Object, which leaves open what it holds. A "
                                + "job is stored as JSON and read back, perhaps by another process. Name the type that "
                                + "it has.");
    }

    @Test
    void anOptionalIsLookedInto() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Optional<Object> ^thing);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "thing of the job send has the type Object, which leaves open what it holds. A job is "
                                + "stored as JSON and read back, perhaps by another process. Name the type that it has.");
    }

    @Test
    void aRecordIsNoKey() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Map<UserId, String> ^names);
                }
                """)
                .with("""
                        record UserId(String value) {}
                        """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "names[key] of the job send has the type UserId, which cannot be the name of a JSON "
                                + "field. A job is stored as JSON and read back, perhaps by another process. Use a "
                                + "String, a number, an enum, a date or a UUID as the key.");
    }

    @Test
    void aListIsNoKey() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Map<List<String>, String> ^names);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "names[key] of the job send has the type List<String>, which cannot be the name of a "
                                + "JSON field. A job is stored as JSON and read back, perhaps by another process. Use a "
                                + "String, a number, an enum, a date or a UUID as the key.");
    }

    @Test
    void aClassNeedsAWayToBeMade() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(User ^user);
                }
                """)
                .with("""
                        class User { User(String name) {} }
                        """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "user of the job send has the type User, which has neither a constructor without "
                                + "parameters nor a @JsonCreator. A job is stored as JSON and read back, perhaps by "
                                + "another process. Make it a record, or annotate its constructor with @JsonCreator.");
    }

    @Test
    void anInnerClassNeedsAnObjectAroundIt() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(User.Name ^name);
                }
                """)
                .with("""
                        class User { class Name {} }
                        """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "name of the job send has the type User.Name, which is an inner class and needs an object "
                                + "around it. A job is stored as JSON and read back, perhaps by another process. Declare "
                                + "it as static.");
    }

    @Test
    void aClassOfTheJdkIsNoPlainValue() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(java.util.Random ^random);
                }
                """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "random of the job send has the type Random, which is no plain value. A job is stored "
                                + "as JSON and read back, perhaps by another process. Take the data that it stands for.");
    }

    @Test
    void thePathToTheFaultIsNamed() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Order ^payload);
                }
                """)
                .with("""
                        record Order(List<Item> items) { record Item(String name, Object price) {} }
                        """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "payload.items[].price of the job send has the type Object, which leaves open what it "
                                + "holds. A job is stored as JSON and read back, perhaps by another process. Name the "
                                + "type that it has.");
    }

    @Test
    void typeArgumentsAreFollowed() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Envelope<Object> ^payload);
                }
                """)
                .with("""
                        record Envelope<T>(String id, T content) {}
                        """)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "payload.content of the job send has the type Object, which leaves open what it holds. "
                                + "A job is stored as JSON and read back, perhaps by another process. Name the type that "
                                + "it has.");
    }

    @Test
    void whatJacksonCanDoIsAccepted() {
        Sources.of("""
                package p;
                import com.fasterxml.jackson.annotation.*;
                import dev.typedqueue.annotation.*;
                import dev.typedqueue.annotation.Queue;
                import java.time.*;
                import java.util.*;
                @Queue interface Q {
                    @Job void primitives(int a, long[] b, byte[] c, double d, boolean e, char f);
                    @Job void values(String a, UUID b, Instant c, LocalDate d, Duration e, java.math.BigDecimal f);
                    @Job void zones(ZoneId a, ZonedDateTime b, Locale c, Currency d, java.net.URI e, Month f);
                    @Job void containers(List<String> a, Set<Long> b, Map<UUID, List<Integer>> c, Optional<String> d);
                    @Job void concrete(ArrayList<String> a, TreeMap<Month, String> b, EnumSet<Month> c, OptionalInt d);
                    @Job void trees(Tree a);
                    @Job void shapes(Shape a, List<Shape> b, Circle c);
                    @Job void classes(Bean a, Made b, Named c, Map<Named, String> d);
                    @Job void hidden(Ignoring a);
                    @Job void entries(List<Map.Entry<String, Integer>> a, Map<Named, Named> b);
                    record Tree(String name, List<Tree> children) {}
                    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
                    sealed interface Shape permits Circle, Square {}
                    record Circle(int radius) implements Shape {}
                    record Square(int side) implements Shape {}
                    class Bean { private String name; }
                    class Made { @JsonCreator Made(@JsonProperty("name") String name) {} }
                    class Named { private final String name = ""; Named(String name) {} @JsonValue String name() { return name; } }
                    record Ignoring(String name, @JsonIgnore Object cache) {}
                }
                """).compilesWithoutErrors();
    }

    @Test
    void aTypeThatTheUsersCodecKnowsIsAccepted() {
        Sources.of("@Queue interface Q { @Job void send(Money price, List<Thing> things); }")
                .and("class Money { Money(long cents) {} }")
                .and("interface Thing { int a(); int b(); }")
                .option("-Atypedqueue.jsonTypes=p.Money, p.Thing")
                .compilesWithoutErrors();
    }

    @Test
    void aTypeThatContainsEverLargerOnesIsNotFollowedForEver() {
        Sources.of("""
                @Queue interface Q {
                    @Job @Unique void send(Nest<String> payload);
                    record Nest<T>(T content, Nest<Nest<T>> more) {}
                }
                """).compilesWithoutErrors();
    }

    @Test
    void aConstantThatDoesNotExistIsLeftToTheCompiler() {
        assertThat(Sources.of("@Queue(concurrency = NONE) interface Q { @Job @Cron(NOWHERE) void send(); }")
                        .compile()
                        .errors())
                .hasSize(2)
                .allSatisfy(error -> assertThat(error.getMessage(Locale.ROOT)).startsWith("cannot find symbol"));
    }
}
