package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.annotation.CrashPolicy;
import dev.typedqueue.annotation.MissedRuns;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.RetentionPolicy;
import dev.typedqueue.definition.RetryDelays;
import dev.typedqueue.definition.RetryPolicy;
import dev.typedqueue.definition.Schedule;
import dev.typedqueue.definition.UniqueRule;
import dev.typedqueue.spi.QueueProvider;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generated code, compiled and run with the real runtime. */
final class GeneratedCodeRunsTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    @TempDir
    Path directory;

    @Test
    void jobsAreAddedAdmittedAndRun() throws Exception {
        Workspace workspace = new Workspace(directory)
                .write("p/Mails.java", Files.readString(RESOURCES.resolve("running/p/Mails.java")))
                .write("p/Scenario.java", Files.readString(RESOURCES.resolve("running/p/Scenario.java")))
                .compile();

        try (URLClassLoader classes = workspace.load()) {
            Callable<?> scenario = (Callable<?>)
                    classes.loadClass("p.Scenario").getConstructor().newInstance();
            assertThat(scenario.call())
                    .isEqualTo(List.of(
                            "Added",
                            "sent hello to Address[name=ada, aliases=[countess]], attempt 1",
                            "Kept",
                            "Refused empty",
                            "Added",
                            "gave up broken: broken",
                            "Added",
                            "cleaned"));
        }
    }

    @Test
    void theRuleOfAQueueHoldsForItsJobsThatHaveNoneAndCanHaveOne() throws IOException {
        Workspace workspace =
                new Workspace(directory).write("com/acme/Calls.java", """
                        package com.acme;

                        import dev.typedqueue.annotation.*;

                        @Queue
                        @Unique(until = Unique.Until.STARTED)
                        interface Calls {
                            @Job void call(String number);
                            @Job @Unique void remind(String number);
                            @Job void clean();
                        }
                        """).compile();

        try (URLClassLoader classes = workspace.load()) {
            List<JobDefinition<?>> jobs = onlyQueue(classes).jobs();
            assertThat(jobs.get(0).unique().orElseThrow().until()).isEqualTo(Unique.Until.STARTED);
            assertThat(jobs.get(1).unique().orElseThrow().until()).isEqualTo(Unique.Until.FINISHED);
            assertThat(jobs.get(2).unique()).isEmpty();
        }
    }

    @Test
    void aDefinitionSaysWhatTheDeclarationSays() throws Exception {
        Workspace workspace = new Workspace(directory)
                .write(
                        "com/acme/Orders.java",
                        Files.readString(RESOURCES.resolve("golden/settings/declared/com/acme/Orders.java")))
                .compile();

        try (URLClassLoader classes = workspace.load()) {
            QueueDefinition queue = onlyQueue(classes);
            assertThat(queue.name()).isEqualTo("order-mails");
            assertThat(queue.declaration()).isEqualTo("com.acme.Orders");
            assertThat(queue.concurrency()).isEqualTo(1);
            assertThat(queue.runOnStartup()).isFalse();
            assertThat(queue.external()).isFalse();
            assertThat(queue.store()).isEqualTo("orders");
            assertThat(queue.onCrash()).isEqualTo(CrashPolicy.DELETE);
            assertThat(queue.priorityAgeing()).contains(Duration.ofMinutes(10));
            assertThat(queue.retention()).isEqualTo(new RetentionPolicy(Duration.ZERO, null, Duration.ofDays(1)));

            JobDefinition<?> confirm = queue.jobs().get(0);
            assertThat(confirm.kind()).isEqualTo(new JobKind("confirm", 3));
            assertThat(confirm.kinds()).hasSize(9).contains(new JobKind("order.confirmation", 1));
            assertThat(confirm.retry()).isEqualTo(RetryPolicy.upTo(3));
            assertThat(confirm.priority()).isEqualTo(-5);
            assertThat(confirm.timeout()).contains(Duration.ofMinutes(10));
            UniqueRule<?> unique = confirm.unique().orElseThrow();
            assertThat(unique.until()).isEqualTo(Unique.Until.STARTED);
            assertThat(unique.within()).isEqualTo(Duration.ofHours(36));
            assertThat(unique.onConflict()).isEqualTo(Unique.OnConflict.DEBOUNCE);
            assertThat(unique.delay()).isEqualTo(Duration.ofSeconds(5));
            assertThat(unique.maxWait()).isEqualTo(Duration.ofHours(2));

            JobDefinition<?> send = queue.jobs().get(1);
            assertThat(send.name()).isEqualTo("send_sms_now");
            assertThat(send.priority()).isEqualTo(100);
            assertThat(send.timeout()).contains(Duration.ofMillis(1_500));
            assertThat(send.retry())
                    .isEqualTo(new RetryPolicy(
                            8,
                            RetryDelays.growing(Duration.ofMillis(500), Duration.ofHours(1), 1.5),
                            0.2,
                            List.of(IllegalArgumentException.class, UnsupportedOperationException.class),
                            List.of(IllegalStateException.class),
                            Duration.ofSeconds(30),
                            List.of(
                                    new RetryPolicy.On(
                                            List.of(IOException.class),
                                            RetryDelays.of(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)))),
                                    new RetryPolicy.On(
                                            List.of(TimeoutException.class),
                                            RetryDelays.growing(Duration.ofMillis(100), Duration.ofHours(1))))));
            assertThat(send.backoff().orElseThrow().delayAfter(3, new IOException()))
                    .isEqualTo(Duration.ofMinutes(3));

            JobDefinition<?> count = queue.jobs().get(2);
            assertThat(count.retry())
                    .isEqualTo(RetryPolicy.upTo(4)
                            .withDelays(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofHours(1))));
            assertThat(count.schedule().orElseThrow().schedule())
                    .isEqualTo(Schedule.every(Duration.ofMinutes(15))
                            .withMissed(MissedRuns.ALL, 4)
                            .withJitter(Duration.ofSeconds(30)));
            JobDefinition<?> archive = queue.jobs().get(3);
            assertThat(archive.schedule().orElseThrow().schedule()).isEqualTo(Schedule.afterEnd(Duration.ofHours(1)));
        }
    }

    @Test
    void whatIsLeftOutIsTheDefaultOfTheRuntime() throws IOException {
        Workspace workspace = new Workspace(directory)
                .write(
                        "p/Q.java",
                        "package p; import dev.typedqueue.annotation.*; @Queue @Retain @Retry(firstDelay = \"10s\","
                                + " multiplier = 2) interface Q { @Job @Cron(\"0 3 * * *\") void purge(); }")
                .compile();

        try (URLClassLoader classes = workspace.load()) {
            QueueDefinition queue = onlyQueue(classes);
            assertThat(queue.priorityAgeing()).isEmpty();
            assertThat(queue.retention()).isEqualTo(RetentionPolicy.DEFAULT);
            assertThat(queue.jobs().get(0).retry()).isEqualTo(RetryPolicy.DEFAULT);
            assertThat(queue.jobs().get(0).schedule().orElseThrow().schedule())
                    .isEqualTo(new Schedule(
                            new Schedule.Cron("0 3 * * *", ZoneId.of("UTC")), MissedRuns.ONCE, 1_000, Duration.ZERO));
        }
    }

    private static QueueDefinition onlyQueue(URLClassLoader classes) {
        return ServiceLoader.load(QueueProvider.class, classes).stream()
                .map(provider -> provider.get().queue())
                .reduce((one, other) -> {
                    throw new AssertionError(one + " and " + other);
                })
                .orElseThrow();
    }
}
