package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How jobs get into a store. */
abstract class InsertContract extends StoreContract {

    @Test
    void aJobIsThereAsItWasAdded() {
        Instant before = store.now().truncatedTo(ChronoUnit.MICROS);
        JobId id = job().queue("any")
                .kind(new JobKind("some", 7))
                .priority(-3)
                .payload("{\"a\": 1}")
                .tagged("red", "\"quoted\"")
                .add();

        QueuedJob job = find(id);

        assertThat(job.addedAt()).isBetween(before, store.now());
        assertThat(job)
                .isEqualTo(new QueuedJob(
                        id,
                        "any",
                        "some",
                        7,
                        JobState.READY,
                        "{\"a\": 1}",
                        Set.of("red", "\"quoted\""),
                        -3,
                        job.addedAt(),
                        job.addedAt(),
                        0,
                        0,
                        null,
                        null,
                        null,
                        null));
    }

    @Test
    void anotherProcessSeesItOnceInsertHasReturned() {
        JobId id = job().add();

        assertThat(openElsewhere().find(id)).isPresent();
    }

    @Test
    void itOutlivesTheSession() {
        JobId id = job().add();
        store.close();

        assertThat(open("main").find(id)).isPresent();
    }

    @Test
    void aJobOfThePastIsReadyAndKeepsItsTime() {
        Instant past = store.now().minus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MICROS);
        JobId id = job().at(past).add();

        assertThat(state(id)).isEqualTo(JobState.READY);
        assertThat(find(id).runAt()).isEqualTo(past);
    }

    @Test
    void aJobOfTheFutureIsScheduled() {
        JobId id = job().in(Duration.ofMinutes(1)).add();

        assertThat(state(id)).isEqualTo(JobState.SCHEDULED);
        assertThat(node().claim(ALL)).isEmpty();
    }

    @Test
    void timesAreKeptToTheMicrosecond() {
        Instant time = Instant.parse("2100-02-28T23:59:59.123456789Z");
        JobId id = job().at(time).add();

        assertThat(find(id).runAt().truncatedTo(ChronoUnit.MICROS)).isEqualTo(time.truncatedTo(ChronoUnit.MICROS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00.000001Z", "9999-12-31T23:59:59.999999Z"})
    void everyTimeFrom1970To9999IsKept(Instant time) {
        JobId id = job().at(time).add();

        assertThat(find(id).runAt()).isEqualTo(time);
    }

    @Test
    void timesBeyondTheRangeBecomeTheNearest() {
        JobId never = job().at(Instant.MAX).add();
        JobId atOnce = job().at(Instant.MIN).add();

        assertThat(find(never).runAt()).isAfterOrEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
        assertThat(state(never)).isEqualTo(JobState.SCHEDULED);
        assertThat(find(atOnce).runAt()).isBeforeOrEqualTo(Instant.EPOCH);
        assertThat(state(atOnce)).isEqualTo(JobState.READY);
        assertThat(store.promoteDue(ALL).promoted()).isZero();
        assertThat(node().claimIds(ALL)).containsExactly(atOnce);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"b\" : 1,  \"a\":[1.0, 1.00, 1e2] }",
                "{\"twice\":1,\"twice\":2}",
                "{\"text\":\"\\u0000 \\ud800 \\\\ \\\" ' \\n\"}",
                "{\"text\":\"Grüße, 你好, \uD83D\uDE80, e\u0301, \u2028\"}",
                "null",
                "\"\"",
                "{\"sql\":\"'; DROP TABLE job; -- $1 ? :name %s\"}"
            })
    void payloadsAreKeptToTheLetter(String payload) {
        JobId id = job().payload(payload).add();

        assertThat(find(id).payload()).isEqualTo(payload);
        assertThat(node().claimOne().payload()).isEqualTo(payload);
    }

    @Test
    void aPayloadOfTenMegabytesIsKept() {
        String payload = "\"" + "größer ".repeat(1_300_000) + "\"";
        JobId id = job().payload(payload).add();

        assertThat(find(id).payload().equals(payload)).as("is kept").isTrue();
        assertThat(node().claimOne().payload().equals(payload)).as("is claimed").isTrue();
    }

    @Test
    void aJobThatIsKnownStaysAsItIs() {
        JobId id = job().payload("1").priority(1).add();
        QueuedJob before = find(id);

        InsertResult again =
                job().id(id).payload("2").priority(2).in(Duration.ofDays(1)).insert();

        assertThat(again).isEqualTo(new InsertResult.Inserted());
        assertThat(find(id)).isEqualTo(before);
    }

    @Test
    void aJobThatHasFinishedIsNotAddedAgain() {
        JobId id = job().add();
        complete(node().claimOne());

        assertThat(job().id(id).insert()).isEqualTo(new InsertResult.Inserted());
        assertThat(state(id)).isEqualTo(JobState.COMPLETED);
    }

    @Test
    void ofTwoJobsWithOneIdTheFirstIsAdded() {
        NewJob first = job().payload("1").build();
        NewJob second = job().id(first.id()).payload("2").build();

        assertThat(store.insert(List.of(first, second)))
                .containsOnly(new InsertResult.Inserted())
                .hasSize(2);
        assertThat(find(first.id()).payload()).isEqualTo("1");
        assertThat(count(QUEUE, JobState.READY)).isEqualTo(1);
    }

    @Test
    void aBatchThatRepeatsSomeAddsTheOthers() {
        NewJob known = job().id(job().add()).build();
        NewJob fresh = job().build();

        assertThat(store.insert(List.of(known, fresh))).hasSize(2);
        assertThat(node().claimIds(ALL)).containsExactly(known.id(), fresh.id());
    }

    @Test
    void noJobsAreAddedWithoutFuss() {
        assertThat(store.insert(List.of())).isEmpty();
    }

    @Test
    void manyJobsAreAddedAtOnce() {
        List<NewJob> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            many.add(job().priority(i % 3).build());
        }

        assertThat(store.insert(many)).hasSize(5_000).containsOnly(new InsertResult.Inserted());
        assertThat(count(QUEUE, JobState.READY)).isEqualTo(5_000);
    }

    @Test
    @SuppressWarnings("NullAway") // A null where none may be is the bad job.
    void oneBadJobKeepsAllFromBeingAdded() {
        NewJob good = job().build();
        List<@Nullable NewJob> jobs = new ArrayList<>();
        jobs.add(good);
        jobs.add(null);

        assertThatThrownBy(() -> store.insert(jobs)).isInstanceOf(RuntimeException.class);
        assertThat(store.find(good.id())).isEmpty();
        assertThat(store.counts().values())
                .allSatisfy(states -> assertThat(states.values()).containsOnly(0L));
    }

    @Test
    void theTimeOfTheStoreGoesForward() {
        Instant before = store.now();
        advance(Duration.ofHours(1));

        assertThat(Duration.between(before, store.now())).isCloseTo(Duration.ofHours(1), Duration.ofMinutes(1));
        assertThat(openElsewhere().now()).isCloseTo(store.now(), within(1, ChronoUnit.MINUTES));
    }
}
