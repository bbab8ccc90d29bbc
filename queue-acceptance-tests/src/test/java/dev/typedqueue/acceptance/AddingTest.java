package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.JobContext;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code queues.x.add({job, payload, next_run_at})}. */
final class AddingTest extends AcceptanceTest {

    private final Journal<Object> done = new Journal<>();
    private final UUID notification = UUID.randomUUID();

    private final class Handlers implements Notifications {
        @Override
        public void sendNotificationViaEmail(SendNotificationViaEmailPayload payload, JobContext job) {
            done.write(payload);
        }

        @Override
        public void sendDigest(UserId user, LocalDate day) {
            done.write(new SendDigestPayload(user, day));
        }
    }

    private QueueRuntime startNotifications() {
        return start(NotificationsQueue.with(new Handlers()));
    }

    @Test
    void addWithPayloadAndNextRunAt() throws Exception {
        QueueRuntime node = startNotifications();
        Instant runAt = now().plus(Duration.ofHours(1));

        AddResult added = NotificationsQueue.add(new SendNotificationViaEmailPayload(notification), runAt);

        QueuedJob job = find(node, added.id());
        assertThat(job.queue()).isEqualTo("notifications");
        assertThat(job.job()).isEqualTo("send_notification_via_email");
        assertThat(job.state()).isEqualTo(JobState.SCHEDULED);
        assertThat(job.runAt()).isEqualTo(runAt);
        time.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(find(node, added.id()).state()).isEqualTo(JobState.SCHEDULED);

        job = passTimeUntilState(node, added.id(), JobState.COMPLETED);
        assertThat(job.startedAt()).isAfterOrEqualTo(runAt);
        assertThat(done.next()).isEqualTo(new SendNotificationViaEmailPayload(notification));
    }

    @Test
    void nextRunAtIsNowByDefault() throws Exception {
        QueueRuntime node = startNotifications();
        SendDigestPayload payload = new SendDigestPayload(new UserId("ada"), LocalDate.parse("2030-01-02"));

        AddResult added = NotificationsQueue.add(payload);

        assertThat(done.next()).isEqualTo(payload);
        assertThat(find(node, added.id()).runAt()).isBetween(now(), now().plus(tested.clockError()));
    }

    @Test
    void aTimeInThePastIsNow() throws Exception {
        startNotifications();
        NotificationsQueue.add(new SendNotificationViaEmailPayload(notification), Instant.EPOCH);

        assertThat(done.next()).isEqualTo(new SendNotificationViaEmailPayload(notification));
    }

    @Test
    void whatIsAddedTwiceUnderOneIdRunsOnce() throws Exception {
        QueueRuntime node = startNotifications();
        AddOptions options = AddOptions.now().withId(JobId.next(now()));

        for (int i = 0; i < 2; i++) {
            NotificationsQueue.add(new SendNotificationViaEmailPayload(notification), options);
        }

        awaitCount(node, NotificationsQueue.DEFINITION, JobState.COMPLETED, 1);
        assertThat(done.next(1)).hasSize(1);
        assertThat(done.unread()).isEmpty();
    }

    @Test
    void timesAreIso8601WhereverAPersonTypesOrReadsThem() {
        QueueRuntime node = startNotifications();
        Instant typed = OffsetDateTime.parse("2031-06-01T12:00:00+02:00").toInstant();

        AddResult added =
                NotificationsQueue.add(new SendDigestPayload(new UserId("ada"), LocalDate.parse("2031-06-01")), typed);

        QueuedJob job = find(node, added.id());
        assertThat(job.payload()).contains("\"day\":\"2031-06-01\"");
        assertThat(job).asString().contains("runAt=2031-06-01T10:00:00Z");
        assertThat(node.jobs().reschedule(added.id(), Instant.parse("2031-06-02T00:00:00Z")))
                .isTrue();
        assertThat(find(node, added.id())).asString().contains("runAt=2031-06-02T00:00:00Z");
    }
}
