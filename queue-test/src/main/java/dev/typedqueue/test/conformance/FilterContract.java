package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.TimeRange;
import dev.typedqueue.spi.ActionResult;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How jobs are found. */
abstract class FilterContract extends StoreContract {

    private static final List<String> TAGS = List.of("import", "eu", "größe \"xl\"");

    private List<JobId> ids(JobFilter filter) {
        return store.list(filter).stream().map(QueuedJob::id).toList();
    }

    @Test
    void jobsAreFoundByAllOfTheirTags() {
        JobId both = job().tagged("import", "eu").add();
        JobId one = job().tagged("import").add();
        job().add();

        assertThat(ids(JobFilter.all().tagged("import"))).containsExactly(one, both);
        assertThat(ids(JobFilter.all().tagged("import", "eu"))).containsExactly(both);
        assertThat(ids(JobFilter.all().tagged("eu").tagged("import"))).containsExactly(both);
        assertThat(ids(JobFilter.all().tagged("impor"))).isEmpty();
        assertThat(ids(JobFilter.all().tagged("import", "never used"))).isEmpty();
    }

    @Test
    void tagsLeaveWithTheirJob() {
        JobId job = job().tagged("import").add();
        store.act(job, new JobAction.Delete());
        job().id(job).add();

        assertThat(ids(JobFilter.all().tagged("import"))).isEmpty();
    }

    @Test
    void tagsOfOneNamespaceAreNotThoseOfAnother() {
        job().tagged("import").add();

        assertThat(open("other").list(JobFilter.all().tagged("import"))).isEmpty();
    }

    @Test
    void jobsAreFoundByTheValueOfAPayloadComponent() {
        JobId text = job().payload("{\"a\":{\"b\":\"7\"}}").add();
        JobId number = job().payload("{\"a\":{\"b\":7}}").add();
        JobId bool = job().payload("{\"a\":{\"b\":true}}").add();
        job().payload("{\"a\":{\"b\":null}}").add();
        job().payload("{\"a\":{\"b\":[7]}}").add();
        job().payload("{\"a\":[{\"b\":7}]}").add();
        job().payload("{\"a.b\":7}").add();
        job().payload("[7]").add();
        job().payload("7").add();

        assertThat(ids(JobFilter.all().withPayload("a.b", "7"))).containsExactly(text);
        assertThat(ids(JobFilter.all().withPayload("a.b", 7))).containsExactly(number);
        assertThat(ids(JobFilter.all().withPayload("a.b", true))).containsExactly(bool);
        assertThat(ids(JobFilter.all().withPayload("a.b", false))).isEmpty();
        assertThat(ids(JobFilter.all().withPayload("a.b", 1))).isEmpty();
        assertThat(ids(JobFilter.all().withPayload("a.b", "true"))).isEmpty();
        assertThat(ids(JobFilter.all().withPayload("a.c", 7))).isEmpty();
    }

    @Test
    void numbersAreEqualHoweverTheyAreWritten() {
        JobId whole = job().payload("{\"n\":100}").add();
        JobId point = job().payload("{\"n\":100.0}").add();
        JobId exponent = job().payload("{\"n\":1e2}").add();
        JobId large = job().payload("{\"n\":9007199254740993}").add();
        JobId fraction = job().payload("{\"n\":0.1}").add();

        assertThat(ids(JobFilter.all().withPayload("n", 100))).containsExactly(exponent, point, whole);
        assertThat(ids(JobFilter.all().withPayload("n", 100.0))).containsExactly(exponent, point, whole);
        assertThat(ids(JobFilter.all().withPayload("n", 9007199254740993L))).containsExactly(large);
        assertThat(ids(JobFilter.all().withPayload("n", 9007199254740992L))).isEmpty();
        assertThat(ids(JobFilter.all().withPayload("n", 0.1))).containsExactly(fraction);
    }

    @Test
    void textsAreComparedToTheLetter() {
        JobId odd = job().payload("{\"t\":\"gr\\u00f6\\\"\\\\ß\\n'%\",\"größe_$-1\":\"x\"}")
                .add();
        job().payload("{\"t\":\"GRÖ\"}").add();

        assertThat(ids(JobFilter.all().withPayload("t", "grö\"\\ß\n'%"))).containsExactly(odd);
        assertThat(ids(JobFilter.all().withPayload("größe_$-1", "x"))).containsExactly(odd);
        assertThat(ids(JobFilter.all().withPayload("t", "grö"))).isEmpty();
        assertThat(ids(JobFilter.all().withPayload("t", ""))).isEmpty();
    }

    @Test
    void aPayloadWithACharacterThatFewStoresKeepDisturbsNoSearch() {
        JobId job = job().payload("{\"zero\":\"\\u0000\",\"n\":1}").add();

        assertThat(ids(JobFilter.all().withPayload("n", 1))).containsExactly(job);
    }

    @Test
    void aRangeHasItsBeginAndNotItsEnd() {
        Instant due = store.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.MICROS);
        JobId job = job().at(due).add();
        Instant after = due.plusNanos(1_000);

        assertThat(ids(JobFilter.all().due(TimeRange.from(due)))).containsExactly(job);
        assertThat(ids(JobFilter.all().due(TimeRange.from(after)))).isEmpty();
        assertThat(ids(JobFilter.all().due(TimeRange.to(after)))).containsExactly(job);
        assertThat(ids(JobFilter.all().due(TimeRange.to(due)))).isEmpty();
        assertThat(ids(JobFilter.all().due(TimeRange.between(due, due)))).isEmpty();
        assertThat(ids(JobFilter.all().added(TimeRange.to(due)))).containsExactly(job);
        assertThat(ids(JobFilter.all().added(TimeRange.from(due)))).isEmpty();
    }

    @Test
    void aJobThatHasNotFinishedIsInNoRangeOfEnds() {
        ClaimedJob job = running();
        JobFilter any = JobFilter.all().finished(TimeRange.from(Instant.EPOCH));

        assertThat(ids(any)).isEmpty();
        assertThat(ids(any.inState(JobState.RUNNING))).isEmpty();
        complete(job);
        assertThat(ids(any)).containsExactly(job.id());
        assertThat(ids(any.inState(JobState.RUNNING, JobState.COMPLETED))).containsExactly(job.id());
        assertThat(ids(any.inState(JobState.RUNNING, JobState.FAILED))).isEmpty();
    }

    @Test
    void jobsAreCountedFromTheBeginOfThePageOn() {
        List<JobId> jobs = jobs(5);
        store.act(jobs.get(0), new JobAction.Cancel());

        assertThat(store.count(JobFilter.all().limit(1))).isEqualTo(5);
        assertThat(store.count(JobFilter.all().inState(JobState.READY))).isEqualTo(4);
        assertThat(store.count(JobFilter.all().inState(JobState.READY, JobState.CANCELLED)))
                .isEqualTo(5);
        assertThat(store.count(JobFilter.all().before(jobs.get(3)))).isEqualTo(3);
        assertThat(store.count(JobFilter.all().inQueue("never used"))).isZero();
    }

    @Test
    void anActionOnSeveralJobsAnswersForEach() {
        JobId waiting = job().add();
        JobId cancelled = job().add();
        store.act(cancelled, new JobAction.Cancel());
        JobId stranger = JobId.next(store.now());

        assertThat(store.act(List.of(stranger, cancelled, waiting, waiting), new JobAction.Cancel()))
                .containsExactly(
                        ActionResult.NOT_FOUND, ActionResult.NOT_ALLOWED, ActionResult.DONE, ActionResult.NOT_ALLOWED);
        assertThat(store.act(List.of(), new JobAction.Cancel())).isEmpty();
        assertThat(store.act(List.of(waiting, cancelled), new JobAction.Retry()))
                .containsExactly(ActionResult.DONE, ActionResult.DONE);
        assertThat(count(QUEUE, JobState.READY)).isEqualTo(2);
    }

    @Test
    void ofTwoJobsWithOneKeyOneIsRetried() {
        JobId first = job().key("k").add();
        store.act(first, new JobAction.Cancel());
        JobId second = job().key("k").add();
        store.act(second, new JobAction.Cancel());

        assertThat(store.act(List.of(second, first), new JobAction.Retry()))
                .containsExactly(ActionResult.DONE, ActionResult.NOT_ALLOWED);
    }

    /** The filter and the model of it, which looks at each job. */
    private record Asked(JobFilter filter, Predicate<QueuedJob> model) {

        Asked and(JobFilter narrower, Predicate<QueuedJob> condition) {
            return new Asked(narrower, model.and(condition));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyFilterFindsWhatAModelFinds(long seed) {
        Random random = new Random(seed);
        populate(random);
        List<QueuedJob> all = new ArrayList<>(store.list(JobFilter.all().limit(JobFilter.MAX_PAGE)));
        all.sort(Comparator.comparing(QueuedJob::id).reversed());
        int found = 0;
        for (int i = 0; i < 150; i++) {
            Asked asked = ask(random, all);
            List<QueuedJob> expected = all.stream().filter(asked.model()).toList();
            found += expected.size();
            String question = "question " + i + " of seed " + seed;
            assertThat(store.list(asked.filter().limit(JobFilter.MAX_PAGE)))
                    .as(question)
                    .isEqualTo(expected);
            assertThat(store.list(asked.filter().limit(3)))
                    .as(question)
                    .isEqualTo(expected.subList(0, Math.min(3, expected.size())));
            assertThat(store.count(asked.filter().limit(3))).as(question).isEqualTo(expected.size());
        }
        assertThat(found).as("jobs found").isPositive();
    }

    /** Jobs in all states, with and without tags, at several times. */
    private void populate(Random random) {
        for (int round = 0; round < 5; round++) {
            for (int i = 0; i < 12; i++) {
                JobBuilder job = job().queue(random.nextBoolean() ? QUEUE : OTHER_QUEUE)
                        .kind(random.nextBoolean() ? SEND : DIGEST)
                        .priority(random.nextInt(3))
                        .tagged(someTags(random).toArray(String[]::new))
                        .payload("{\"n\":%d,\"c\":{\"t\":\"%s\",\"b\":%s}}"
                                .formatted(random.nextInt(3), "xyz".charAt(random.nextInt(3)), random.nextBoolean()));
                (random.nextInt(4) == 0 ? job.in(Duration.ofHours(1 + random.nextInt(48))) : job).add();
            }
            for (ClaimedJob job : node().claim(5)) {
                end(job, random.nextInt(6));
            }
            List<QueuedJob> ready = store.list(JobFilter.all().inState(JobState.READY));
            store.act(ready.get(random.nextInt(ready.size())).id(), new JobAction.Cancel());
            store.park(OTHER_QUEUE, round == 2 ? Set.of(SEND) : Set.of(SEND, DIGEST), 2);
            advance(Duration.ofMinutes(1));
        }
    }

    private void end(ClaimedJob job, int how) {
        switch (how) {
            case 0 -> finish(job, new Outcome.Failed("broken"));
            case 1 -> finish(job, new Outcome.Parked("unreadable", Duration.ofDays(1)));
            case 2 -> finish(job, new Outcome.Retry(Duration.ofHours(1), "broken"));
            case 3 -> {
                // It keeps running.
            }
            default -> complete(job);
        }
    }

    private static Set<String> someTags(Random random) {
        List<String> shuffled = new ArrayList<>(TAGS);
        Collections.shuffle(shuffled, random);
        return Set.copyOf(shuffled.subList(0, random.nextInt(TAGS.size() + 1)));
    }

    private static Asked ask(Random random, List<QueuedJob> all) {
        Asked asked = new Asked(JobFilter.all(), job -> true);
        if (random.nextInt(3) == 0) {
            asked = asked.and(asked.filter().inQueue(QUEUE), job -> job.queue().equals(QUEUE));
        }
        if (random.nextInt(3) == 0) {
            asked = asked.and(asked.filter().named("digest"), job -> job.job().equals("digest"));
        }
        if (random.nextInt(2) == 0) {
            List<JobState> states = new ArrayList<>(List.of(JobState.values()));
            Collections.shuffle(states, random);
            JobState[] some = states.subList(0, 1 + random.nextInt(4)).toArray(JobState[]::new);
            asked = asked.and(
                    asked.filter().inState(some[0], some), job -> List.of(some).contains(job.state()));
        }
        if (random.nextInt(3) == 0) {
            Set<String> tags = someTags(random);
            asked = asked.and(
                    asked.filter().tagged(tags.toArray(String[]::new)),
                    job -> job.tags().containsAll(tags));
        }
        if (random.nextInt(4) == 0) {
            JobId before = all.get(random.nextInt(all.size())).id();
            asked = asked.and(asked.filter().before(before), job -> job.id().compareTo(before) < 0);
        }
        return askForTimes(random, all, askForPayload(random, asked));
    }

    private static Asked askForPayload(Random random, Asked asked) {
        int n = random.nextInt(3);
        return switch (random.nextInt(8)) {
            case 0 ->
                asked.and(
                        asked.filter().withPayload("n", n), job -> job.payload().contains("\"n\":" + n));
            case 1 ->
                asked.and(
                        asked.filter().withPayload("c.t", "x"),
                        job -> job.payload().contains("\"t\":\"x\""));
            case 2 ->
                asked.and(
                        asked.filter().withPayload("c.b", true).withPayload("n", n),
                        job -> job.payload().contains("\"b\":true")
                                && job.payload().contains("\"n\":" + n));
            default -> asked;
        };
    }

    private static Asked askForTimes(Random random, List<QueuedJob> all, Asked asked) {
        QueuedJob first = all.get(random.nextInt(all.size()));
        QueuedJob second = all.get(random.nextInt(all.size()));
        return switch (random.nextInt(6)) {
            case 0 -> {
                TimeRange range = range(first.addedAt(), second.addedAt());
                yield asked.and(asked.filter().added(range), job -> isIn(range, job.addedAt()));
            }
            case 1 -> {
                TimeRange range = range(first.runAt(), second.runAt());
                yield asked.and(asked.filter().due(range), job -> isIn(range, job.runAt()));
            }
            case 2 -> {
                TimeRange range = range(first.addedAt(), second.addedAt().plusSeconds(60));
                yield asked.and(asked.filter().finished(range), job -> isIn(range, job.finishedAt()));
            }
            default -> asked;
        };
    }

    private static TimeRange range(Instant one, Instant other) {
        return one.isBefore(other) ? TimeRange.between(one, other) : TimeRange.from(one);
    }

    private static boolean isIn(TimeRange range, @Nullable Instant time) {
        return time != null
                && !time.isBefore(Objects.requireNonNull(range.from()))
                && (range.to() == null || time.isBefore(range.to()));
    }
}
