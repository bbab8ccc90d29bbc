package dev.typedqueue.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationJobsTest {

    /** Seven in the morning in Berlin. */
    private static final Instant NOW = Instant.parse("2026-11-24T06:00:00Z");

    private static final Instant YESTERDAY = NOW.minus(Duration.ofHours(12));

    private QueuedWork work;

    @BeforeEach
    void start(@TempDir Path directory) {
        work = new QueuedWork(directory.resolve("notifications.db"), NOW);
    }

    @AfterEach
    void stop() {
        work.close();
    }

    @Test
    void purgingDeletesWhatIsOlderThanNinetyDaysAndNothingElse() {
        Notification old =
                work.store("ada", "Old", NOW.minus(Duration.ofDays(90)).minusMillis(1));
        Notification kept = work.store("ada", "Kept", NOW.minus(Duration.ofDays(90)));

        work.jobs.purgeOldNotifications();

        assertThat(work.service.find(old.id())).isEmpty();
        assertThat(work.service.find(kept.id())).contains(kept);
    }

    @Test
    void eachUserWhoWasNotifiedYesterdayGetsOneDigest() {
        work.store("ada", "One", YESTERDAY);
        work.store("ada", "Two", YESTERDAY);
        work.store("grace", "One", YESTERDAY);
        work.store("mary", "Too early", YESTERDAY.minus(Duration.ofDays(1)));
        work.store("jean", "Too late", NOW);

        work.jobs.addDigests();

        assertThat(work.readyJobs()).isEqualTo(2);
    }

    @Test
    void aDigestThatIsAddedAgainIsNotSentAgain() {
        work.store("ada", "One", YESTERDAY);

        work.jobs.addDigests();
        work.jobs.addDigests();

        assertThat(work.readyJobs()).isEqualTo(1);
    }

    @Test
    void aDayBeginsAtMidnightWhereTheUsersAre() {
        work.store("ada", "Still the day before", Instant.parse("2026-11-22T22:59:59.999Z"));
        work.store("ada", "The first", Instant.parse("2026-11-22T23:00:00Z"));
        work.store("ada", "The last", Instant.parse("2026-11-23T22:59:59.999Z"));
        work.store("ada", "Already the day after", Instant.parse("2026-11-23T23:00:00Z"));

        work.jobs.sendDigest(new UserId("ada"), LocalDate.parse("2026-11-23"));

        assertThat(work.mailServer.received())
                .singleElement()
                .satisfies(email -> assertThat(email)
                        .contains("The first", "The last")
                        .doesNotContain("the day before", "the day after"));
    }

    @Test
    void aDayWithoutNotificationsHasNoDigest() {
        work.jobs.sendDigest(new UserId("ada"), LocalDate.parse("2026-11-23"));

        assertThat(work.mailServer.received()).isEmpty();
    }
}
