package dev.typedqueue.processor;

import dev.typedqueue.processor.reporting.Problem;
import org.junit.jupiter.api.Test;

/** Mistakes in the names under which queues and jobs are stored, and in versions. */
final class NameTest {
    @Test
    void theNameOfAQueueCanBeStored() {
        Mistake.in("""
                @Queue(name = ^"Order Mails") interface Q { @Job void send(String text); }
                """)
                .isReported(
                        Problem.NAME_INVALID,
                        "\"Order Mails\" is not a valid name. It is stored with every job, and typed by those "
                                + "who operate the queue. Write lower-case letters, digits, '_', '-' and '.', at most "
                                + "100 characters, beginning with a letter. Did you mean \"order_mails\"?");
    }

    @Test
    void theNameOfAJobCanBeStored() {
        Mistake.in("""
                @Queue interface Q { @Job(name = ^"1st") void send(String text); }
                """)
                .isReported(
                        Problem.NAME_INVALID,
                        "\"1st\" is not a valid name. It is stored with every job, and typed by those who "
                                + "operate the queue. Write lower-case letters, digits, '_', '-' and '.', at most 100 "
                                + "characters, beginning with a letter. For example @Job(name = \"send_digest\").");
    }

    @Test
    void aFormerNameCanBeStored() {
        Mistake.in("""
                @Queue interface Q { @Job(formerNames = {"old", ^"sendIt"}) void send(String text); }
                """)
                .isReported(
                        Problem.NAME_INVALID,
                        "\"sendIt\" is not a valid name. It is stored with every job, and typed by those who "
                                + "operate the queue. Write lower-case letters, digits, '_', '-' and '.', at most 100 "
                                + "characters, beginning with a letter. Did you mean \"send_it\"?");
    }

    @Test
    void aNameThatFollowsFromTheMethodCanBeStored() {
        Mistake.in("""
                @Queue interface Q { @Job void ^größe(String text); }
                """)
                .isReported(
                        Problem.NAME_INVALID,
                        "\"größe\" is not a valid name. It is stored with every job, and typed by those who "
                                + "operate the queue. Write lower-case letters, digits, '_', '-' and '.', at most 100 "
                                + "characters, beginning with a letter. For example @Job(name = \"send_digest\").");
    }

    @Test
    void twoJobsHaveTwoNames() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job(name = ^"send") void resend(String text);
                }
                """)
                .isReported(
                        Problem.JOB_NAME_TAKEN,
                        "The jobs send and resend both answer to the stored name \"send\". A stored job has "
                                + "one handler. Give one of them another name: @Job(name = \"...\").");
    }

    @Test
    void aFormerNameIsNotTaken() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void send(String text);
                    @Job(formerNames = {"older", ^"send"}) void resend(String text);
                }
                """)
                .isReported(
                        Problem.JOB_NAME_TAKEN,
                        "The jobs send and resend both answer to the stored name \"send\". A stored job has "
                                + "one handler. Give one of them another name: @Job(name = \"...\").");
    }

    @Test
    void aJobHasItsOwnNameOnce() {
        Mistake.in("""
                @Queue interface Q { @Job(formerNames = ^"send") void send(String text); }
                """)
                .isReported(
                        Problem.NAME_TWICE,
                        "\"send\" is named twice. A job answers to each of its names once. Remove one of them.");
    }

    @Test
    void aNameInOneVersionIsNotTaken() {
        Mistake.in("""
                @Queue interface Q {
                    @Job(name = "mail", version = 3, alsoReads = 2) void send(String text);
                    @Job(name = ^"mail", version = 2) void resend(String text);
                }
                """)
                .isReported(
                        Problem.JOB_NAME_TAKEN,
                        "The jobs send and resend both answer to the stored name \"mail\" in version 2. A "
                                + "stored job has one handler. Give one of them another name: @Job(name = \"...\").");
    }

    @Test
    void twoVersionsOfAJobAreTwoJobs() {
        Sources.of("""
                @Queue interface Q {
                    @Job(name = "mail", version = 2) void send(String text);
                    @Job(name = "mail", version = 1) void sendOld(String text);
                }
                """).compilesWithoutErrors();
    }

    @Test
    void twoJobsAreTwoConstants() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void sendSms(String text);
                    @Job(name = "send_text") void ^sendSMS(String text);
                }
                """)
                .isReported(
                        Problem.JOB_CONSTANT_TAKEN,
                        "The job sendSMS would be the constant SEND_SMS of QQueue, which stands for the job "
                                + "sendSms. A class has one constant of a name. Rename the method; the stored name can "
                                + "stay: @Job(name = \"send_text\").");
    }

    @Test
    void noJobIsTheDefinition() {
        Mistake.in("""
                @Queue interface Q { @Job void ^definition(String text); }
                """)
                .isReported(
                        Problem.JOB_CONSTANT_TAKEN,
                        "The job definition would be the constant DEFINITION of QQueue, which stands for the "
                                + "queue itself. A class has one constant of a name. Rename the method; the stored name "
                                + "can stay: @Job(name = \"definition\").");
    }

    @Test
    void versionsCountFromOne() {
        Mistake.in("""
                @Queue interface Q { @Job(version = ^0) void send(String text); }
                """)
                .isReported(Problem.VERSION_RANGE, "The version is 0. Versions are counted from 1. Write 1 or more.");
    }

    @Test
    void olderVersionsCountFromOne() {
        Mistake.in("""
                @Queue interface Q { @Job(version = 2, alsoReads = {1, ^-1}) void send(String text); }
                """)
                .isReported(Problem.VERSION_RANGE, "The version is -1. Versions are counted from 1. Write 1 or more.");
    }

    @Test
    void olderVersionsAreOlder() {
        Mistake.in("""
                @Queue interface Q { @Job(version = 2, alsoReads = ^2) void send(String text); }
                """)
                .isReported(
                        Problem.VERSION_NOT_OLDER,
                        "alsoReads names 2, and the job's version is 2. It lists older versions. Write numbers "
                                + "from 1 to 1, or raise the version.");
    }

    @Test
    void olderVersionsAreNamedOnce() {
        Mistake.in("""
                @Queue interface Q { @Job(version = 3, alsoReads = {1, 2, ^1}) void send(String text); }
                """)
                .isReported(Problem.VERSION_TWICE, "alsoReads names 1 twice. Once is enough. Remove one of them.");
    }

    @Test
    void twoQueuesOfAModuleHaveTwoNames() {
        Mistake.in("""
                @Queue(name = ^"first") interface Second { @Job void resend(String text); }
                """)
                .with("""
                        package q;
                        import dev.typedqueue.annotation.*;
                        @Queue interface First { @Job void send(String text); }
                        """)
                .isReported(
                        Problem.QUEUE_NAME_TAKEN,
                        "The queues q.First and p.Second are both stored as \"first\". Each would take the "
                                + "other's jobs. Give one of them another name: @Queue(name = \"...\").");
    }

    @Test
    void twoStoresMayHaveQueuesOfOneName() {
        Sources.of("@Queue(name = \"mails\", store = \"other\") interface Second { @Job void resend(String text); }")
                .and("@Queue(name = \"mails\") interface First { @Job void send(String text); }")
                .compilesWithoutErrors();
    }

    @Test
    void methodsThatAddManyHaveNamesOfTheirOwn() {
        Mistake.in("""
                @Queue interface Q {
                    @Job void aB(First payload);
                    @Job void ^AB(Second payload);
                }
                """)
                .with("record First(int x) {}")
                .with("record Second(int x) {}")
                .isReported(
                        Problem.JOB_BULK_TAKEN,
                        "The jobs aB and AB would both be added by addAllAB(Collection) of QQueue. A class has one such "
                                + "method. Rename one of the two; its stored name can stay: @Job(name = \"ab\").");
    }
}
