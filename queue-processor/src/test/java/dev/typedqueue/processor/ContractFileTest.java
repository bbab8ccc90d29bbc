package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files with the contracts: what is in them, and when they are written. */
final class ContractFileTest {

    @TempDir
    Path directory;

    private Sources declared(String text) {
        return Sources.of(text).option("-Atypedqueue.contracts=" + queues());
    }

    private Path queues() {
        return directory.resolve("src/main/queues");
    }

    private String contract() {
        try {
            return Files.readString(queues().resolve("p.Q.contract"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aContractShowsWhatIsStored() {
        declared("""
                package p;
                import com.fasterxml.jackson.annotation.*;
                import dev.typedqueue.annotation.*;
                import java.time.*;
                import java.util.*;
                @dev.typedqueue.annotation.Queue(name = "orders", store = "shop") interface Q {
                    @Job(version = 2) void confirm(Order order);
                    @Job void remind(String text, Optional<LocalDate> day);
                    @Job void count();
                    enum Size { L, S, @JsonProperty("extra large") XL }
                    record Item(String name, Size size, @JsonProperty("pieces") int count, Optional<Item> with) {}
                    record Order(UUID id, Map<String, List<Item>> items, Payment payment, Money total, Page<Item> page,
                            @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant at, Card card) {}
                    record Page<T>(T first, int[] rest) {}
                    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind") sealed interface Payment {}
                    @JsonTypeName("card") record Card(char[] number) implements Payment {}
                    record Cash() implements Payment {}
                    record Money(@JsonValue String text) {}
                }
                """).compilesWithoutErrors();

        assertThat(contract()).isEqualTo("""
                # TypedQueue contract, format 1: what stored jobs of p.Q may look like.
                # The compiler keeps this file. Delete the lines of a job when no such job is stored any more.

                queue orders
                store shop

                job confirm 2: Q.Order
                    record Q.Order
                        at: Instant @JsonFormat(shape = NUMBER)
                        card: AnyQ.Card
                        id: UUID
                        items: {String: [Q.Item]}
                        page: Q.Page<Q.Item>
                        payment: Q.Payment
                        total: p.Q.Money
                    choice AnyQ.Card by kind
                        card: Q.Card
                    record Q.Card
                        number: char[]
                    record Q.Cash
                    record Q.Item
                        name: String
                        pieces: int
                        size: Q.Size
                        optional with: Q.Item
                    record Q.Page<Q.Item>
                        first: Q.Item
                        rest: [int]
                    choice Q.Payment by kind
                        Q$Cash: Q.Cash
                        card: Q.Card
                    enum Q.Size
                        L
                        S
                        "extra large"

                job count 1: CountPayload
                    record CountPayload

                job remind 1: RemindPayload
                    record RemindPayload
                        optional day: LocalDate
                        text: String
                """);
    }

    @Test
    void aContractRemembersWhatWasStored() {
        String queue = "package p; import com.fasterxml.jackson.annotation.*;\n@dev.typedqueue.annotation.Queue"
                + " interface Q { @dev.typedqueue.annotation.Job";
        declared(queue + " void send(int number, String text, String old, E e); enum E { A, B } }")
                .compilesWithoutErrors();
        declared(queue + "(formerNames = \"send\", version = 2, alsoReads = 1)"
                        + " void deliver(long number, @JsonAlias(\"text\") String body, E e); enum E { A, @JsonAlias(\"B\")"
                        + " C } }")
                .compilesWithoutErrors();
        declared(queue + "(formerNames = \"send\", version = 2, alsoReads = 1)"
                        + " void deliver(@JsonAlias({\"body\", \"text\"}) java.util.Optional<String> words, E e, D d);"
                        + " enum E { A, B, C } enum D { X } }")
                .compile();

        assertThat(contract()).isEqualTo("""
                # TypedQueue contract, format 1: what stored jobs of p.Q may look like.
                # The compiler keeps this file. Delete the lines of a job when no such job is stored any more.

                queue q

                job deliver 2: DeliverPayload
                    record DeliverPayload
                        body: String
                        e: Q.E
                        number: long
                    enum Q.E
                        A
                        C

                job send 1: SendPayload
                    record SendPayload
                        e: Q.E
                        number: int
                        old: String
                        text: String
                    enum Q.E
                        A
                        B
                """);

        declared(queue + "(formerNames = \"send\", version = 2, alsoReads = 1)"
                        + " void deliver(@JsonAlias({\"body\", \"text\"}) java.util.Optional<String> words, E e);"
                        + " enum E { A, @JsonAlias(\"C\") B, D } }")
                .compilesWithoutErrors();

        assertThat(contract()).contains("""
                job deliver 2: DeliverPayload
                    record DeliverPayload
                        e: Q.E
                        removed number: long
                        optional words (formerly body): String
                    enum Q.E
                        A
                        B
                        C
                        D
                """);
    }

    @Test
    void theOrderOfADeclarationDoesNotMatter() {
        declared("@Queue interface Q { @Job void send(int a, int b); @Job void count(); }")
                .compilesWithoutErrors();
        String before = contract();
        declared("@Queue interface Q { @Job void count(); @Job void send(int b, int a); }")
                .compilesWithoutErrors();

        assertThat(contract()).isEqualTo(before);
    }

    @Test
    void twoTypesOfOneNameAreTwo() {
        declared("""
                class Outer { record Item(int a) {} }
                @Queue interface Q {
                    @Job void send(Outer.Item one, q.Outer.Item other, UUID id, q.UUID ownId);
                }
                """)
                .before("package q;\npublic record UUID(int a) {}")
                .before("package q;\npublic class Outer { public record Item(int b) {} }")
                .compilesWithoutErrors();

        assertThat(contract()).contains("""
                        id: UUID
                        one: Outer.Item
                        other: Outer.Item_2
                        ownId: UUID_2
                    record Outer.Item
                        a: int
                    record Outer.Item_2
                        b: int
                    record UUID_2
                        a: int
                """);
    }

    @Test
    void whatIsUpToDateIsNotTouched() throws IOException {
        Sources sources = declared("@Queue interface Q { @Job void send(int a); }");
        sources.compilesWithoutErrors();
        Path file = queues().resolve("p.Q.contract");
        Files.writeString(file, contract().replace("\n", "\r\n"));
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

        sources.option("-Atypedqueue.contracts.mode=check").compilesWithoutErrors();
        declared("@Queue interface Q { @Job void send(int a); }").compilesWithoutErrors();

        assertThat(Files.getLastModifiedTime(file)).isEqualTo(FileTime.fromMillis(1_000));
        assertThat(contract()).contains("\r\n");
    }

    @Test
    void nothingIsWrittenWhenAnythingDoesNotCompile() {
        declared("@Queue interface Q { @Job void send(int a); }")
                .and("@Queue interface R { @Job Object sendOther(); }")
                .compile();

        assertThat(queues()).doesNotExist();
    }

    @Test
    void aBrokenContractStaysAsItIs() {
        declared("@Queue interface Q { @Job void send(int a); }").compilesWithoutErrors();
        String before = contract();
        declared("@Queue interface Q { @Job void send(UUID a); @Job void count(); }")
                .compile();

        assertThat(contract()).isEqualTo(before);
    }

    @Test
    void nothingElseIsLeftInTheDirectory() throws IOException {
        declared("@Queue interface Q { @Job void send(int a); }").compilesWithoutErrors();
        declared("@Queue interface Q { @Job void send(long a); }").compilesWithoutErrors();

        try (Stream<Path> files = Files.list(queues())) {
            assertThat(files).containsExactly(queues().resolve("p.Q.contract"));
        }
    }

    @Test
    void withoutTheOptionThereIsNoContract() throws IOException {
        Sources.of("@Queue interface Q { @Job void send(int a); }").compilesWithoutErrors();

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void theServiceThatRunsAQueueKeepsItsContract() {
        declared("@Queue(external = true) interface Q { @Job void send(int a); }")
                .compilesWithoutErrors();

        assertThat(queues()).doesNotExist();
    }

    @Test
    void deletedLinesAreForgotten() throws IOException {
        declared("@Queue interface Q { @Job void send(int a); @Job void count(); }")
                .compilesWithoutErrors();
        Files.writeString(queues().resolve("p.Q.contract"), contract().replaceAll("(?s)job send 1.*", ""));
        declared("@Queue interface Q { @Job void send(UUID a); @Job void count(); }")
                .compilesWithoutErrors();

        assertThat(contract()).contains("a: UUID");
    }

    @Test
    void aJobForAnOlderVersionStandsBesideTheNewOne() {
        declared("@Queue interface Q { @Job void send(String text); }").compilesWithoutErrors();
        declared("@Queue interface Q { @Job(name = \"send\") void sendText(String text);"
                        + " @Job(version = 2) void send(int number); }")
                .compilesWithoutErrors();

        assertThat(contract()).contains("""
                job send 1: SendTextPayload
                    record SendTextPayload
                        text: String

                job send 2: SendPayload
                    record SendPayload
                        number: int
                """);
    }

    @Test
    void usersOfABrokenQueueAreNotToBlame() {
        declared("@Queue interface Q { @Job void send(int a); }").compilesWithoutErrors();

        assertThat(declared("@Queue interface Q { @Job void send(UUID a); }")
                        .and("class User { Object add = QQueue.add(new SendPayload(new UUID(1, 2))); }")
                        .compile()
                        .errors())
                .hasSize(1);
    }

    @Test
    void aQueueThatIsNotCompiledKeepsItsContract() {
        Workspace workspace = new Workspace(directory)
                .option("-Atypedqueue.contracts=" + queues())
                .write(
                        "p/Q.java",
                        "package p; import dev.typedqueue.annotation.*; @Queue interface Q { @Job void send(int a); }")
                .write(
                        "p/R.java",
                        "package p; import dev.typedqueue.annotation.*; @Queue interface R { @Job void count(); }")
                .compile();
        String before = contract();

        workspace
                .forget("p/RQueue.java", "p/CountPayload.java", "p/CountPayload.class")
                .compileOnly("p/R.java");

        assertThat(contract()).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoTextIsAnError() throws IOException {
        for (byte[] content : List.of(
                new byte[] {(byte) 0xff, (byte) 0xfe}, new byte[0], "queue q\n".getBytes(StandardCharsets.UTF_8))) {
            Files.createDirectories(queues());
            Files.write(queues().resolve("p.Q.contract"), content);

            assertThat(declared("@Queue interface Q { @Job void send(int a); }")
                            .compile()
                            .errors())
                    .singleElement()
                    .satisfies(
                            error -> assertThat(error.getMessage(Locale.ROOT)).contains("[TypedQueue:contract-file]"));
            assertThat(queues().resolve("p.Q.contract")).hasBinaryContent(content);
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsAnError() throws IOException {
        Files.createDirectories(queues().getParent());
        Files.writeString(queues(), "a file");

        assertThat(declared("@Queue interface Q { @Job void send(int a); }")
                        .compile()
                        .errors())
                .singleElement()
                .satisfies(error -> assertThat(error.getMessage(Locale.ROOT))
                        .contains("[TypedQueue:contract-file] The contract " + queues().resolve("p.Q.contract")
                                + " cannot be used: FileAlreadyExistsException"));
    }
}
