package dev.typedqueue.test.conformance;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.EventConditions.test;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

final class LeakCheckTest {

    private static final CountDownLatch END = new CountDownLatch(1);

    @TempDir
    static Path directory;

    private static @Nullable RandomAccessFile file;

    /** Run by the tests below alone. */
    static final class Leaking {

        @RegisterExtension
        final LeakCheck check = new LeakCheck(Duration.ofMillis(10));

        @Test
        void leavesAThread() {
            Thread thread = new Thread(
                    () -> {
                        try {
                            END.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    },
                    "typedqueue-forgotten");
            thread.setDaemon(true);
            thread.start();
        }

        @Test
        void leavesAFile() throws IOException {
            file = new RandomAccessFile(directory.resolve("jobs.db").toFile(), "rw");
        }

        @Test
        void leavesNothing() throws InterruptedException {
            Thread thread = new Thread(() -> {}, "typedqueue-ended");
            thread.start();
            thread.join();
        }
    }

    @AfterEach
    void closeFile() throws IOException {
        END.countDown();
        if (file != null) {
            file.close();
        }
    }

    private static Events run() {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                .selectors(selectClass(Leaking.class))
                .execute()
                .testEvents();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aTestThatLeavesAThreadOrAFileFailsAndAnotherDoesNot() {
        run().assertThatEvents()
                .haveExactly(
                        1,
                        event(
                                test("leavesAThread"),
                                finishedWithFailure(message(text -> text.contains("typedqueue-forgotten behind")))))
                .haveExactly(
                        1, event(test("leavesAFile"), finishedWithFailure(message(text -> text.contains("jobs.db")))))
                .haveExactly(1, event(test("leavesNothing"), finishedSuccessfully()));
    }
}
