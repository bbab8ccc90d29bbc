package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.AddResult;
import dev.typedqueue.JobContext;
import dev.typedqueue.NoRuntimeException;
import dev.typedqueue.QueueRuntime;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/** {@code NotificationsQueue.add(SendNotificationViaEmailPayload, Instant)}, to the letter. */
final class CallingTest extends AcceptanceTest {

    private final Journal<UUID> sent = new Journal<>();

    private final class Handlers implements Notifications {
        @Override
        public void sendNotificationViaEmail(SendNotificationViaEmailPayload payload, JobContext job) {
            sent.write(payload.notificationId());
        }

        @Override
        public void sendDigest(UserId user, LocalDate day) {
            UUID notification = UUID.nameUUIDFromBytes(user.value().getBytes(StandardCharsets.UTF_8));
            NotificationsQueue.add(new SendNotificationViaEmailPayload(notification), Instant.now());
        }
    }

    private static AddResult add(UUID id) {
        return NotificationsQueue.add(new SendNotificationViaEmailPayload(id), Instant.EPOCH);
    }

    @Test
    void itIsCalledFromAnyThread() throws Exception {
        start(NotificationsQueue.with(new Handlers()));
        Set<UUID> added = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            added.add(UUID.randomUUID());
        }
        UUID[] ids = added.toArray(UUID[]::new);

        add(ids[0]);
        CompletableFuture.runAsync(() -> add(ids[1]), ForkJoinPool.commonPool()).join();
        Thread thread = new Thread(() -> add(ids[2]));
        thread.start();
        thread.join();

        assertThat(sent.next(3)).containsExactlyInAnyOrder(ids);
    }

    @Test
    void itIsCalledByAHandler() throws Exception {
        start(NotificationsQueue.with(new Handlers()));

        NotificationsQueue.add(new SendDigestPayload(new UserId("ada"), LocalDate.EPOCH));

        assertThat(sent.next()).isNotNull();
    }

    @Test
    void beforeARuntimeHasStartedItSaysHowToStartOne() {
        assertThatThrownBy(() -> add(UUID.randomUUID()))
                .isInstanceOf(NoRuntimeException.class)
                .hasMessageContaining("\"notifications\"")
                .hasMessageContaining("QueueRuntime.builder().store(…).handle(…).start()");
    }

    @Test
    void afterTheRuntimeHasClosedItSaysSoToo() {
        QueueRuntime node = start();
        node.close();

        assertThatThrownBy(() -> add(UUID.randomUUID())).isInstanceOf(NoRuntimeException.class);
    }

    @Test
    void theRuntimeThatWasStartedFirstIsMeantUntilItIsClosed() {
        QueueRuntime first = start();
        QueueRuntime second = start(node().store(newStore()));
        AddResult toFirst = add(UUID.randomUUID());

        assertThat(first.jobs().find(toFirst.id())).isPresent();
        assertThat(second.jobs().find(toFirst.id())).isEmpty();
        AddResult toSecond = NotificationsQueue.on(second)
                .add(new SendNotificationViaEmailPayload(UUID.randomUUID()), Instant.EPOCH);
        assertThat(second.jobs().find(toSecond.id())).isPresent();
    }
}
