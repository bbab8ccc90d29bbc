package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import dev.typedqueue.processor.reporting.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Declarations that do not read the jobs which an earlier release stored. */
final class ContractTest {

    private static final String WITH_JACKSON =
            "package p; import dev.typedqueue.annotation.*; import com.fasterxml.jackson.annotation.*;\n";

    @TempDir
    Path contracts;

    @Test
    void aRenamedJobKeepsItsFormerName() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void remind(String text);
                    ^@Job void deliver(String text, int times);
                }
                """)
                .after(contracts, "@Queue interface Q { @Job void send(String text, int times); }")
                .isReported(
                        Problem.CONTRACT_JOB_LOST,
                        "Stored jobs send 1 are read by no job of Q. They would be parked. Did you mean"
                                + " @Job(formerNames = \"send\") on deliver? Once none is stored, delete its lines from"
                                + " p.Q.contract.");
    }

    @Test
    void aJobIsNotRemovedWhileItIsStored() {
        Mistake.in("""
                @Queue ^interface Q {
                    @Job void count();
                }
                """)
                .after(contracts, "@Queue interface Q { @Job void send(String text); @Job void count(); }")
                .isReported(
                        Problem.CONTRACT_JOB_LOST,
                        "Stored jobs send 1 are read by no job of Q. They would be parked. Put \"send\" into the"
                                + " formerNames of the job that takes its place. Once none is stored, delete its lines from"
                                + " p.Q.contract.");
    }

    @Test
    void aFormerNameIsKept() {
        Mistake.in("""
                @Queue ^interface Q {
                    @Job void deliver(int text);
                }
                """)
                .after(contracts, "@Queue interface Q { @Job void send(int text); }")
                .after(contracts, "@Queue interface Q { @Job(formerNames = \"send\") void deliver(int text); }")
                .isReported(
                        Problem.CONTRACT_JOB_LOST,
                        "Stored jobs send 1 are read by no job of Q. They would be parked. Put \"send\" into the"
                                + " formerNames of the job that takes its place. Once none is stored, delete its lines from"
                                + " p.Q.contract.");
    }

    @Test
    void anOlderVersionIsStillRead() {
        Mistake.in("""
                @Queue interface Q {
                    @Job(version = ^2) void send(String text);
                }
                """)
                .after(contracts, "@Queue interface Q { @Job void send(String text); }")
                .isReported(
                        Problem.CONTRACT_VERSION_LOST,
                        "The job send does not read version 1 of send. Stored jobs of that version would be parked."
                                + " Name it in alsoReads. Once none is stored, delete its lines from p.Q.contract.");
    }

    @Test
    void anOlderVersionThatCannotBeReadHasAJobOfItsOwn() {
        Mistake.in("""
                @Queue interface Q {
                    @Job(version = ^2) void send(int number);
                }
                """)
                .after(contracts, "@Queue interface Q { @Job void send(String text); }")
                .isReported(
                        Problem.CONTRACT_VERSION_LOST,
                        "The job send does not read version 1 of send. Stored jobs of that version would be parked."
                                + " Keep a job for them: @Job(name = \"send\", version = 1). Once none is stored, delete"
                                + " its lines from p.Q.contract.");
    }

    @Test
    void aVersionIsNotLowered() {
        Mistake.in("""
                @Queue interface Q {
                    ^@Job void send(String text);
                }
                """)
                .after(contracts, "@Queue interface Q { @Job(version = 3) void send(String text); }")
                .isReported(
                        Problem.CONTRACT_VERSION_LOST,
                        "The job send does not read version 3 of send. Stored jobs of that version would be parked."
                                + " Keep a job for them: @Job(name = \"send\", version = 3). Once none is stored, delete"
                                + " its lines from p.Q.contract.");
    }

    @Test
    void aNewComponentCanBeMissing() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text, int ^times);
                }
                """)
                .after(contracts, "@Queue interface Q { @Job void send(String text); }")
                .isReported(
                        Problem.CONTRACT_COMPONENT_REQUIRED,
                        "times of the job send is required, and stored jobs send 1 may lack it. They could not be"
                                + " read. Make it Optional or @Nullable, or raise the version. Once none is stored, delete"
                                + " its lines from p.Q.contract.");
    }

    @Test
    void aRenamedComponentKeepsItsOldName() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(int times, String ^body);
                }
                """)
                .after(contracts, "@Queue interface Q { @Job void send(String text, int times); }")
                .isReported(
                        Problem.CONTRACT_COMPONENT_REQUIRED,
                        "body of the job send is required, and stored jobs send 1 may lack it. They could not be"
                                + " read. Did you mean @JsonAlias(\"text\")? If it is new, make it Optional or @Nullable, or"
                                + " raise the version. Once none is stored, delete its lines from p.Q.contract.");
    }

    @Test
    void whatCouldBeMissingStaysSo() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Mail ^mail);
                    record Mail(List<Address> to) {}
                    record Address(String street, String town) {}
                }
                """)
                .after(contracts, """
                        @Queue interface Q {
                            @Job void send(Mail mail);
                            record Mail(List<Address> to) {}
                            record Address(String street, Optional<String> town) {}
                        }
                        """)
                .isReported(
                        Problem.CONTRACT_COMPONENT_REQUIRED,
                        "payload.to[].town of the job send is required, and stored jobs send 1 may lack it. They"
                                + " could not be read. Make it Optional or @Nullable, or raise the version. Once none is"
                                + " stored, delete its lines from p.Q.contract.");
    }

    @Test
    void anOlderVersionIsComparedToo() {
        Mistake.in("""
                @Queue interface Q {
                    @Job(version = 2, alsoReads = 1) void send(String text, int ^times);
                }
                """)
                .after(contracts, "@Queue interface Q { @Job void send(String text); }")
                .isReported(
                        Problem.CONTRACT_COMPONENT_REQUIRED,
                        "times of the job send is required, and stored jobs send 1 may lack it. They could not be"
                                + " read. Make it Optional or @Nullable, or raise the version. Once none is stored, delete"
                                + " its lines from p.Q.contract.");
    }

    @Test
    void anAliasIsKept() {
        Mistake.in(WITH_JACKSON + """
                @Queue interface Q {
                    @Job void send(String ^body);
                }
                """)
                .after(contracts, "@Queue interface Q { @Job void send(String text); }")
                .after(
                        contracts,
                        WITH_JACKSON
                                + "@Queue interface Q { @Job void send(@JsonAlias({\"text\", \"words\"}) String body); }")
                .isReported(
                        Problem.CONTRACT_NAME_LOST,
                        "body of the job send does not answer to \"text\", as stored jobs send 1 may call it. They"
                                + " could not be read. Keep @JsonAlias(\"text\"). Once none is stored, delete that name from"
                                + " p.Q.contract.");
    }

    @Test
    void aTypeIsNotNarrowed() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Map<String, List<Integer>> ^numbers);
                }
                """)
                .after(contracts, "@Queue interface Q { @Job void send(Map<String, List<Long>> numbers); }")
                .isReported(
                        Problem.CONTRACT_TYPE,
                        "numbers[value][] of the job send is Integer, and was Long in stored jobs send 1. They could"
                                + " not be read. Keep the type, or raise the version. Once none is stored, delete its lines"
                                + " from p.Q.contract.");
    }

    @Test
    void aTypeIsComparedWithAllThatWasWrittenBefore() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Optional<UUID> ^id);
                }
                """)
                .after(contracts, "@Queue interface Q { @Job void send(int id, int x); }")
                .after(contracts, "@Queue interface Q { @Job void send(int x); }")
                .isReported(
                        Problem.CONTRACT_TYPE,
                        "id of the job send is UUID, and was int in stored jobs send 1. They could not be read. Keep"
                                + " the type, or raise the version. Once none is stored, delete its lines from"
                                + " p.Q.contract.");
    }

    @Test
    void theFormOfAValueIsKept() {
        Mistake.in(WITH_JACKSON + """
                @Queue interface Q {
                    @Job void send(java.time.LocalDate ^day);
                }
                """)
                .after(contracts, WITH_JACKSON + """
                        @Queue interface Q {
                            @Job void send(@JsonFormat(pattern = "dd.MM.yyyy") java.time.LocalDate day);
                        }
                        """)
                .isReported(
                        Problem.CONTRACT_TYPE,
                        "day of the job send is LocalDate, and was LocalDate @JsonFormat(pattern = \"dd.MM.yyyy\") in"
                                + " stored jobs send 1. They could not be read. Keep the type, or raise the version. Once"
                                + " none is stored, delete its lines from p.Q.contract.");
    }

    @Test
    void aConstantIsKept() {
        Mistake.in("""
                @Queue interface Q {
                    enum Colour { RED }
                    @Job void paint(Optional<Colour> ^colour);
                }
                """)
                .after(contracts, """
                        @Queue interface Q {
                            enum Colour { RED, GREEN }
                            @Job void paint(Colour colour);
                        }
                        """)
                .isReported(
                        Problem.CONTRACT_CONSTANT_LOST,
                        "colour of the job paint may be \"GREEN\" in stored jobs paint 1, and no constant has that"
                                + " name. They could not be read. Keep it, or write @JsonAlias(\"GREEN\") on the one that"
                                + " takes its place. Once none is stored, delete the name from p.Q.contract.");
    }

    @Test
    void aSubtypeIsKept() {
        String sealed = """
                @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) sealed interface Shape permits Circle, Square {}
                record Circle(int r) implements Shape {}
                @JsonTypeName("square") record Square(int a) implements Shape {}
                """;
        Mistake.in(WITH_JACKSON + "@Queue interface Q { @Job void draw(Shape[] ^shapes); }"
                        + sealed.replace("permits Circle, Square", "permits Circle")
                                .replaceFirst("@JsonTypeName.*\n", ""))
                .after(contracts, WITH_JACKSON + "@Queue interface Q { @Job void draw(Shape[] shapes); }" + sealed)
                .isReported(
                        Problem.CONTRACT_SUBTYPE_LOST,
                        "shapes[] of the job draw may be a \"square\" in stored jobs draw 1, and no type has that name."
                                + " They could not be read. Keep it, or let @JsonSubTypes give its name to the one that"
                                + " takes its place. Once none is stored, delete the name from p.Q.contract.");
    }

    @Test
    void aQueueKeepsItsName() {
        Mistake.in("@Queue(name = ^\"letters\") interface Q { @Job void send(String text); }")
                .after(contracts, "@Queue interface Q { @Job void send(String text); }")
                .isReported(
                        Problem.CONTRACT_QUEUE_NAME,
                        "Q is stored as \"letters\", and was as \"q\". The jobs that are stored would stay behind. Write"
                                + " @Queue(name = \"q\"). Once none is stored, write the new name into p.Q.contract.");
    }

    @Test
    void aQueueStaysInItsStore() {
        Mistake.in("^@Queue interface Q { @Job void send(String text); }")
                .after(contracts, "@Queue(store = \"mails\") interface Q { @Job void send(String text); }")
                .isReported(
                        Problem.CONTRACT_STORE,
                        "Q is in the unnamed store, and was in the store \"mails\". The jobs that are stored would stay"
                                + " behind. Write store = \"mails\". Once none is stored, change the store in p.Q.contract.");
    }

    @Test
    void aRenamedQueueTakesItsContractAlong() {
        Mistake.in("@Queue ^interface Letters { @Job void send(String text); }")
                .after(contracts, "@Queue interface Mails { @Job void send(String text); }")
                .isReported(
                        Problem.CONTRACT_QUEUE_LOST,
                        "There is no queue p.Mails any more, but a contract p.Mails.contract. Jobs that are stored would"
                                + " stay behind. If Letters takes its place, rename the file to p.Letters.contract."
                                + " Otherwise delete it once none is stored.");
        assertThat(contracts.resolve("p.Letters.contract")).doesNotExist();
    }

    @Test
    void aQueueThatIsGoneLeavesItsContractBehind() {
        Sources.of("@Queue interface Q { @Job void send(String text); }")
                .and("@Queue interface R { @Job void sendOther(String text); }")
                .option("-Atypedqueue.contracts=" + contracts)
                .compilesWithoutErrors();

        Compilation compilation = Sources.of("@Queue interface Q { @Job void send(String text); }")
                .and("interface R {}")
                .option("-Atypedqueue.contracts=" + contracts)
                .compile();

        assertThat(compilation.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.getMessage(Locale.ROOT))
                        .isEqualTo("[TypedQueue:contract-queue-lost] There is no queue p.R any more, but a contract"
                                + " p.R.contract. Jobs that are stored would stay behind. Delete the file once none is"
                                + " stored."));
    }

    @Test
    void aCheckedContractIsUpToDate() {
        Mistake.in("@Queue ^interface Q { @Job void send(String text, Optional<String> note); }")
                .after(contracts, "@Queue interface Q { @Job void send(String text); }")
                .option("-Atypedqueue.contracts.mode=check")
                .isReported(
                        Problem.CONTRACT_OUTDATED,
                        "The contract of Q is not up to date: p.Q.contract lacks \"optional note: String\". A later"
                                + " change would not be compared with it. Compile without"
                                + " typedqueue.contracts.mode=check, and commit the file.");
    }

    @Test
    void aCheckedContractExists() {
        Mistake.in("@Queue ^interface Q { @Job void send(String text); }")
                .option("-Atypedqueue.contracts=" + contracts)
                .option("-Atypedqueue.contracts.mode=check")
                .isReported(
                        Problem.CONTRACT_OUTDATED,
                        "The contract of Q is not up to date: there is no p.Q.contract. A later change would not be"
                                + " compared with it. Compile without typedqueue.contracts.mode=check, and commit the"
                                + " file.");
        assertThat(contracts).isEmptyDirectory();
    }

    @Test
    void aContractThatIsNotUnderstoodIsNotReplaced() throws IOException {
        String conflict = "# TypedQueue contract, format 1: of a merge\n\n<<<<<<< HEAD\nqueue q\n";
        Files.writeString(contracts.resolve("p.Q.contract"), conflict);

        Mistake.in("@Queue ^interface Q { @Job void send(String text); }")
                .option("-Atypedqueue.contracts=" + contracts)
                .isReported(
                        Problem.CONTRACT_FILE,
                        "The contract " + contracts.resolve("p.Q.contract") + " cannot be used: line 3 is not"
                                + " understood: <<<<<<< HEAD. Nothing tells whether stored jobs can be read. Restore the"
                                + " file, or delete it to have it written anew.");

        assertThat(contracts.resolve("p.Q.contract")).hasContent(conflict);
    }

    @Test
    void contractsAreUpdatedOrChecked() {
        optionIsReported(
                "The option typedqueue.contracts.mode is \"verify\". It would have no effect. Write update or check.",
                "-Atypedqueue.contracts=" + contracts,
                "-Atypedqueue.contracts.mode=verify");
    }

    @Test
    void contractsHaveADirectory() {
        String message = "The option typedqueue.contracts is \"\". It would have no effect. Write a directory.";
        optionIsReported(message, "-Atypedqueue.contracts");
        optionIsReported(message, "-Atypedqueue.contracts= ");
        optionIsReported(message, "-Atypedqueue.contracts.mode=check");
    }

    private static void optionIsReported(String message, String... options) {
        assertThat(Sources.of("@Queue interface Q { @Job void send(String text); }")
                        .option(options)
                        .compile()
                        .errors())
                .singleElement()
                .satisfies(error ->
                        assertThat(error.getMessage(Locale.ROOT)).isEqualTo("[TypedQueue:contract-option] " + message));
    }

    @Test
    void whatLooksRenamedAndMayBeMissingIsNoted() {
        Sources.of("@Queue interface Q { @Job void send(String text); }")
                .option("-Atypedqueue.contracts=" + contracts)
                .compilesWithoutErrors();
        Sources renamed = Sources.of("@Queue interface Q { @Job void send(Optional<String> body); }")
                .option("-Atypedqueue.contracts=" + contracts);

        assertThat(renamed.compilesWithoutErrors().notes()).singleElement().satisfies(note -> {
            assertThat(note.getMessage(Locale.ROOT))
                    .isEqualTo("[TypedQueue:contract-value-lost] body of the job send is new, and \"text\" is"
                            + " gone. If it is the same, stored jobs lose what they hold. Write"
                            + " @JsonAlias(\"text\") in that case.");
            assertThat(note.getColumnNumber()).isEqualTo(54);
        });
        assertThat(renamed.compilesWithoutErrors().notes()).isEmpty();
    }

    @Test
    void allThatIsWrongIsReportedAtOnce() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(int ^number, List<UUID> ^ids);
                    @Job(version = ^2) void count(int limit);
                }
                """)
                .after(contracts, "@Queue interface Q { @Job void send(long number, String ids); @Job void count(); }")
                .areReported(
                        "[TypedQueue:contract-type] number of the job send is int, and was long in stored jobs send 1."
                                + " They could not be read. Keep the type, or raise the version. Once none is stored,"
                                + " delete its lines from p.Q.contract.",
                        "[TypedQueue:contract-type] ids of the job send is [UUID], and was String in stored jobs send 1."
                                + " They could not be read. Keep the type, or raise the version. Once none is stored,"
                                + " delete its lines from p.Q.contract.",
                        "[TypedQueue:contract-version-lost] The job count does not read version 1 of count. Stored jobs"
                                + " of that version would be parked. Keep a job for them: @Job(name = \"count\", version ="
                                + " 1). Once none is stored, delete its lines from p.Q.contract.");
    }
}
