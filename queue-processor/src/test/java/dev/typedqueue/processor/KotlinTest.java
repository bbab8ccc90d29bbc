package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.processor.reporting.Problem;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Queues in Kotlin. To annotation processors kapt shows Java files without bodies, of which these are shortened copies:
 * a record of Kotlin is a class there, sealed types are open, and some methods are there twice.
 */
final class KotlinTest {

    private static final String METADATA = "package kotlin;\npublic @interface Metadata {}";
    private static final String RECORD = "package kotlin.jvm;\npublic @interface JvmRecord {}";

    private static final String MAIL = """
            package p;
            @kotlin.Metadata
            @kotlin.jvm.JvmRecord
            public final class Mail {
                private final java.lang.String to = null;
                @Nullable
                private final java.lang.String note = null;
                public static final int LONGEST = 10;
                public @interface Nullable {}
                public Mail(java.lang.String to, @Nullable java.lang.String note) { super(); }
                public final java.lang.String to() { return null; }
                public final java.lang.String note() { return null; }
                @java.lang.Override public boolean equals(java.lang.Object other) { return false; }
                @java.lang.Override public int hashCode() { return 0; }
            }
            """;

    @TempDir
    Path directory;

    private Workspace workspace() {
        return new Workspace(directory)
                .write("kotlin/Metadata.java", METADATA)
                .write("kotlin/jvm/JvmRecord.java", RECORD)
                .write("p/Mail.java", MAIL);
    }

    @Test
    void aDataClassWithJvmRecordIsAPayload() {
        Workspace workspace = workspace()
                .write("p/Mails.java", """
                        package p;
                        @dev.typedqueue.annotation.Queue
                        public abstract interface Mails {
                            @dev.typedqueue.annotation.Job()
                            @dev.typedqueue.annotation.Unique(by = {"to", "note"})
                            public abstract void send(Mail mail);
                        }
                        """)
                .write(
                        "p/Caller.java",
                        "package p; class Caller { void call() { MailsQueue.add(new Mail(\"you\", null)); } }")
                .compile();

        assertThat(workspace.read("p/MailsQueue.java"))
                .contains("UniqueRule.by(payload -> Arrays.asList(payload.to(), payload.note()))");
    }

    @Test
    void aKeyIsFoundOnTheConstructorWhereKotlinPutsIt() {
        Workspace workspace = workspace()
                .write(
                        "p/Mail.java",
                        MAIL.replace(
                                "Mail(java.lang.String to",
                                "Mail(@dev.typedqueue.annotation.Key() java.lang.String to"))
                .write("p/Mails.java", """
                        package p;
                        @dev.typedqueue.annotation.Queue
                        public abstract interface Mails {
                            @dev.typedqueue.annotation.Job()
                            @dev.typedqueue.annotation.Unique()
                            public abstract void send(Mail mail);
                        }
                        """)
                .compile();

        assertThat(workspace.read("p/MailsQueue.java")).contains("UniqueRule.by(payload -> List.of(payload.to()))");
    }

    @Test
    void whatKotlinRepeatsWithinTheInterfaceIsNoMistake() {
        workspace().write("p/Mails.java", """
                        package p;
                        @dev.typedqueue.annotation.Queue
                        public abstract interface Mails {
                            @dev.typedqueue.annotation.Job()
                            public abstract void send(Mail mail);

                            @dev.typedqueue.annotation.BeforeRun()
                            public default dev.typedqueue.RunDecision mayRun(Mail mail) { return null; }

                            @dev.typedqueue.annotation.BeforeAdd()
                            public static dev.typedqueue.Admission admit(Mail mail) { return null; }

                            @kotlin.Metadata
                            public static final class Companion {
                                private Companion() { super(); }
                                @dev.typedqueue.annotation.BeforeAdd()
                                public final dev.typedqueue.Admission admit(Mail mail) { return null; }
                            }

                            @kotlin.Metadata
                            public static final class DefaultImpls {
                                public DefaultImpls() { super(); }
                                @dev.typedqueue.annotation.BeforeRun()
                                public static dev.typedqueue.RunDecision mayRun(Mails $this, Mail mail) { return null; }
                            }
                        }
                        """).compile();
    }

    @Test
    void aRuleOfACompanionThatIsNotStaticIsReported() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);

                    @kotlin.Metadata
                    public static final class Companion {
                        ^@BeforeAdd public final Admission admit(SendPayload payload) { return null; }
                    }
                }
                """)
                .with(METADATA)
                .isReported(
                        Problem.OUTSIDE_QUEUE,
                        "@BeforeAdd on admit has no effect. Jobs and rules belong to a queue. Declare it in an interface "
                                + "with @Queue.");
    }

    @Test
    void aDataClassThatIsNoRecordCannotBeRead() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(Mail ^mail);
                }
                """)
                .with(MAIL.replace("@kotlin.jvm.JvmRecord", ""))
                .with(METADATA)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "mail of the job send has the type Mail, which is a Kotlin class and no record. A job is stored "
                                + "as JSON and read back, perhaps by another process. Make it a data class with "
                                + "@JvmRecord, or annotate its constructor with @JsonCreator.");
    }

    @Test
    void aSealedInterfaceOfKotlinNamesItsSubtypes() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(List<? extends Shape> ^shapes);
                }
                """)
                .with("@kotlin.Metadata @com.fasterxml.jackson.annotation.JsonTypeInfo(use ="
                        + " com.fasterxml.jackson.annotation.JsonTypeInfo.Id.NAME) interface Shape {}")
                .with(METADATA)
                .isReported(
                        Problem.PAYLOAD_NOT_JSON,
                        "shapes[] of the job send has the type Shape, which is an interface, and its JSON does not say of "
                                + "which class it was. A job is stored as JSON and read back, perhaps by another process. "
                                + "Use a data class with @JvmRecord, or annotate it with Jackson's @JsonTypeInfo and "
                                + "@JsonSubTypes.");
    }
}
