package dev.typedqueue.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.typedqueue.AddOptions;
import dev.typedqueue.ConfigurationException;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.StoreException;
import dev.typedqueue.store.memory.MemoryStore;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A runtime on real threads and real time. */
@Timeout(60)
class SystemPlatformTest {

    private final TextQueue texts = TextQueue.withConcurrency(4);

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("typedqueue-"))
                .collect(Collectors.toSet());
    }

    @Test
    void jobsRunOnRealThreadsAndAllThreadsEndWithTheRuntime() throws Exception {
        Set<Thread> before = threads();
        CountDownLatch ran = new CountDownLatch(1_000);
        QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .asDefault(false)
                .handle(texts.handledBy((text, job) -> ran.countDown()))
                .start();
        for (int i = 0; i < 1_000; i++) {
            runtime.client(texts.queue).add(texts.job, "text", AddOptions.now());
        }
        assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
        Set<Thread> ours = threads();
        ours.removeAll(before);
        assertThat(ours).isNotEmpty();
        runtime.close();
        for (Thread thread : ours) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
    }

    @Test
    void handlersRunOnAsManyThreadsAsTheQueueAllows() throws Exception {
        CountDownLatch together = new CountDownLatch(4);
        CompletableFuture<Boolean> met = new CompletableFuture<>();
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .asDefault(false)
                .handle(texts.handledBy((text, job) -> {
                    together.countDown();
                    met.complete(together.await(30, TimeUnit.SECONDS));
                }))
                .start()) {
            runtime.client(texts.queue).addAll(texts.job, List.of("1", "2", "3", "4"), AddOptions.now());
            assertThat(met.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void handlersRunOnVirtualThreadsWhereThatIsWanted() throws Exception {
        CompletableFuture<Boolean> virtual = new CompletableFuture<>();
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .asDefault(false)
                .virtualThreads(true)
                .handle(texts.handledBy((text, job) -> virtual.complete(isVirtual(Thread.currentThread()))))
                .start()) {
            runtime.client(texts.queue).add(texts.job, "text", AddOptions.now());
            assertThat(virtual.get(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Called by name, since the JDK that this is compiled for has no virtual threads. */
    private static boolean isVirtual(Thread thread) throws ReflectiveOperationException {
        return (boolean) Thread.class.getMethod("isVirtual").invoke(thread);
    }

    @Test
    @EnabledForJreRange(max = JRE.JAVA_20)
    void anOldJdkHasNoVirtualThreadsAndSaysSo() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> QueueRuntime.builder()
                        .store(MemoryStore.create())
                        .virtualThreads(true)
                        .start())
                .withMessageContaining("Virtual threads need JDK 21 or newer");
    }

    @Test
    void whoDrainsAQueueForAsLongAsItTakesIsLetGoOnceTheRuntimeIsClosed() {
        QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .asDefault(false)
                .handle(texts.handledBy((text, job) -> {}))
                .start();
        runtime.queues().pause(texts.queue, "ann");
        runtime.client(texts.queue).add(texts.job, "text", AddOptions.now());
        CompletableFuture<Object> answer = CompletableFuture.supplyAsync(
                        () -> runtime.queues().drain("texts", ChronoUnit.FOREVER.getDuration()))
                .handle((drained, failure) -> failure == null ? drained : failure.getCause());
        runtime.close();
        assertThat(answer)
                .succeedsWithin(Duration.ofSeconds(30))
                .satisfiesAnyOf(
                        drained -> assertThat(drained).isEqualTo(false),
                        closed -> assertThat(closed).isInstanceOf(StoreException.class));
    }

    @Test
    void whoWaitsForWhatDoesNotComeIsLetGoOnceThePlatformIsClosed() {
        SystemPlatform platform = new SystemPlatform(false);
        CompletableFuture<Void> waits = CompletableFuture.runAsync(() -> platform.await(new CompletableFuture<>()));
        platform.close();
        assertThat(waits).succeedsWithin(Duration.ofSeconds(30));
    }

    @Test
    void aHaltMayWaitForAsLongAsItTakes() {
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .asDefault(false)
                .handle(texts.handledBy((text, job) -> {}))
                .start()) {
            assertThat(runtime.halt(texts.queue, ChronoUnit.FOREVER.getDuration()))
                    .isTrue();
        }
    }

    @Test
    void aTimerThatIsCancelledDoesNotRun() throws Exception {
        try (SystemPlatform platform = new SystemPlatform(false)) {
            CompletableFuture<String> first = new CompletableFuture<>();
            platform.schedule(Duration.ofMillis(10), () -> first.complete("cancelled"))
                    .cancel();
            platform.schedule(Duration.ofMillis(50), () -> first.complete("left"));
            assertThat(first.get(30, TimeUnit.SECONDS)).isEqualTo("left");
        }
    }
}
