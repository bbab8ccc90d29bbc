package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person sees. */
abstract class QueryContract extends StoreContract {

    /** One job in each state. */
    private Map<JobState, JobId> oneInEachState() {
        Map<JobState, JobId> jobs = new EnumMap<>(JobState.class);
        jobs.put(JobState.PARKED, job().add());
        store.park(QUEUE, Set.of(), ALL);
        jobs.put(JobState.COMPLETED, running(new Outcome.Completed()));
        jobs.put(JobState.FAILED, running(new Outcome.Failed("broken")));
        jobs.put(JobState.CANCELLED, job().add());
        store.act(jobs.get(JobState.CANCELLED), new JobAction.Cancel());
        jobs.put(JobState.RUNNING, running().id());
        jobs.put(JobState.READY, job().add());
        jobs.put(JobState.SCHEDULED, job().in(Duration.ofDays(1)).add());
        return jobs;
    }

    private JobId running(Outcome outcome) {
        var job = running();
        finish(job, outcome);
        return job.id();
    }

    private List<JobId> ids(JobFilter filter) {
        return store.list(filter).stream().map(QueuedJob::id).toList();
    }

    private static List<JobId> newestFirst(List<JobId> ids) {
        List<JobId> sorted = new ArrayList<>(ids);
        sorted.sort(Collections.reverseOrder());
        return sorted;
    }

    @Test
    void theStoreHasHeardOfQueuesByJobsLimitsAndNodes() {
        open("another").insert(List.of(new JobBuilder(store).queue("elsewhere").build()));
        assertThat(store.queues()).isEmpty();

        JobId gone = job().add();
        store.act(gone, new JobAction.Delete());
        store.declareLimits("limited", List.of());
        store.register(new NodeRegistration(new NodeId("n"), "host", 1, LEASE, Map.of("run", Set.of())));
        store.pause("paused", null, "ann");

        assertThat(openElsewhere().queues()).containsExactlyInAnyOrder(QUEUE, "limited", "run");
    }

    @Test
    void aJobThatIsNotThereIsNotFound() {
        assertThat(store.find(JobId.next(store.now()))).isEmpty();
        assertThat(store.list(JobFilter.all())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(value = JobState.class, mode = EnumSource.Mode.EXCLUDE, names = "BLOCKED")
    void jobsAreListedByState(JobState state) {
        JobId job = Objects.requireNonNull(oneInEachState().get(state));

        assertThat(ids(JobFilter.all().inState(state))).containsExactly(job);
        assertThat(store.list(JobFilter.all().inState(state))).containsExactly(find(job));
        assertThat(count(QUEUE, state)).isEqualTo(1);
    }

    @Test
    void jobsAreListedByAnySetOfStates() {
        Map<JobState, JobId> jobs = oneInEachState();

        assertThat(ids(JobFilter.all())).containsExactlyElementsOf(newestFirst(List.copyOf(jobs.values())));
        assertThat(ids(JobFilter.all().inState(JobState.FAILED, JobState.PARKED, JobState.SCHEDULED)))
                .containsExactlyElementsOf(newestFirst(
                        List.of(jobs.get(JobState.FAILED), jobs.get(JobState.PARKED), jobs.get(JobState.SCHEDULED))));
        assertThat(ids(JobFilter.all().inState(JobState.COMPLETED, JobState.READY)))
                .containsExactlyElementsOf(
                        newestFirst(List.of(jobs.get(JobState.COMPLETED), jobs.get(JobState.READY))));
    }

    @Test
    void bothKindsOfParkedJobsAreParked() {
        JobId unreadable = running(new Outcome.Parked("unreadable", Duration.ofDays(1)));
        JobId unknown = job().add();
        store.park(QUEUE, Set.of(), ALL);

        assertThat(ids(JobFilter.all().inState(JobState.PARKED))).containsExactly(unknown, unreadable);
        assertThat(count(QUEUE, JobState.PARKED)).isEqualTo(2);
    }

    @Test
    void jobsAreListedByQueueAndName() {
        JobId send = job().add();
        JobId digest = job().kind(DIGEST).add();
        JobId other = job().queue(OTHER_QUEUE).kind(DIGEST).add();

        assertThat(ids(JobFilter.all().inQueue(QUEUE))).containsExactly(digest, send);
        assertThat(ids(JobFilter.all().named("digest"))).containsExactly(other, digest);
        assertThat(ids(JobFilter.all().named("digest").inQueue(QUEUE).inState(JobState.READY)))
                .containsExactly(digest);
        assertThat(ids(JobFilter.all().named("digest").inQueue(QUEUE).inState(JobState.FAILED)))
                .isEmpty();
        assertThat(ids(JobFilter.all().inQueue("never used"))).isEmpty();
        assertThat(ids(JobFilter.all().named("never_used"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = JobState.class,
            names = {"READY", "SCHEDULED", "COMPLETED"})
    void pagesFollowEachOtherNewestFirst(JobState state) {
        for (int i = 0; i < 25; i++) {
            if (state == JobState.SCHEDULED) {
                job().in(Duration.ofMinutes(100 - i)).add();
            } else {
                job().priority(i % 4).add();
            }
        }
        if (state == JobState.COMPLETED) {
            node().claim(ALL).forEach(this::complete);
        }

        List<JobId> pages = new ArrayList<>();
        JobFilter filter = JobFilter.all().inState(state).limit(10);
        List<JobId> page = ids(filter);
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(10);
            pages.addAll(page);
            page = ids(filter.before(page.get(page.size() - 1)));
        }

        assertThat(pages).hasSize(25).doesNotHaveDuplicates().isEqualTo(newestFirst(pages));
        assertThat(ids(filter.limit(JobFilter.MAX_PAGE))).isEqualTo(pages);
    }

    @Test
    void aPageMayBeginAfterAnIdThatIsNotThere() {
        JobId older = job().add();
        JobId gone = JobId.next(store.now());
        job().add();

        assertThat(ids(JobFilter.all().before(gone))).containsExactly(older);
    }

    @Test
    void countsFollowTheJobs() {
        JobId id = job().add();
        job().queue(OTHER_QUEUE).add();
        assertThat(count(QUEUE, JobState.READY)).isEqualTo(1);
        assertThat(count(OTHER_QUEUE, JobState.READY)).isEqualTo(1);

        complete(node().claimOne());
        assertThat(count(QUEUE, JobState.READY)).isZero();
        assertThat(count(QUEUE, JobState.COMPLETED)).isEqualTo(1);

        store.act(id, new JobAction.Delete());
        assertThat(count(QUEUE, JobState.COMPLETED)).isZero();
    }
}
