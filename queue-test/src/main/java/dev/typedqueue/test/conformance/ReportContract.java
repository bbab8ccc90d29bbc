package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import dev.typedqueue.JobState;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What attempts tell of themselves while they run. */
abstract class ReportContract extends StoreContract {

    private static final Instant AT = Instant.parse("2030-01-02T03:04:05.678901Z");
    private static final JobProgress HALF = new JobProgress(5, 10, "half");

    private static JobLogLine line(String text) {
        return new JobLogLine(AT, 1, text);
    }

    private static Report report(ClaimedJob job, @Nullable JobProgress progress, JobLogLine... lines) {
        return new Report(job.id(), job.fencingToken(), progress, List.of(lines));
    }

    private static Report report(ClaimedJob job, int from, int to) {
        return new Report(
                job.id(),
                job.fencingToken(),
                null,
                IntStream.range(from, to).mapToObj(i -> line("line " + i)).toList());
    }

    @Test
    void whatIsReportedIsReadFromAnyNodeWhileTheJobRuns() {
        ClaimedJob job = running();

        store.report(List.of(report(job, HALF, line("one"), line("two"))));

        assertThat(openElsewhere().progress(job.id())).contains(HALF);
        assertThat(openElsewhere().log(job.id())).containsExactly(line("one"), line("two"));
    }

    @Test
    void aJobThatHasSaidNothingHasNeitherProgressNorLog() {
        ClaimedJob job = running();

        assertThat(store.progress(job.id())).isEmpty();
        assertThat(store.log(job.id())).isEmpty();
        assertThat(store.progress(JobId.next(AT))).isEmpty();
        assertThat(store.log(JobId.next(AT))).isEmpty();
    }

    @Test
    void progressAndLinesAreKeptApart() {
        ClaimedJob job = running();

        store.report(List.of(report(job, HALF)));
        store.report(List.of(report(job, null, line("one"))));
        assertThat(store.progress(job.id())).contains(HALF);
        JobProgress end = new JobProgress(Long.MAX_VALUE, 0, null);
        store.report(List.of(report(job, end)));

        assertThat(store.progress(job.id())).contains(end);
        assertThat(store.log(job.id())).containsExactly(line("one"));
    }

    @Test
    void theNewestLinesAreKept() {
        ClaimedJob job = running();

        store.report(List.of(report(job, 0, 70)));
        store.report(List.of(report(job, 70, 130)));

        assertThat(store.log(job.id())).hasSize(Report.MOST_LINES).first().isEqualTo(line("line 30"));
        assertThat(store.log(job.id())).last().isEqualTo(line("line 129"));
    }

    @Test
    void textsAreKeptToTheLetter() {
        ClaimedJob job = running();
        String text = "\"quoted\", \\ and\nbroken: Grüße 🚀";

        store.report(List.of(report(job, new JobProgress(1, 2, text), line(text))));

        assertThat(store.progress(job.id())).contains(new JobProgress(1, 2, text));
        assertThat(store.log(job.id())).containsExactly(line(text));
    }

    @Test
    void manyJobsReportInOneCall() {
        jobs(40);
        List<ClaimedJob> claimed = node().claim(40);
        List<Report> reports = new ArrayList<>();
        claimed.forEach(job -> reports.add(report(job, null, line(job.id().toString()))));

        store.report(reports);

        assertThat(claimed)
                .hasSize(40)
                .allSatisfy(job -> assertThat(store.log(job.id()))
                        .containsExactly(line(job.id().toString())));
    }

    @Test
    void aStaleAttemptChangesNothing() {
        ClaimedJob stale = running();
        finish(stale, new Outcome.Released());
        store.report(List.of(report(stale, HALF, line("waiting"))));
        ClaimedJob present = node().claimOne();

        store.report(List.of(report(stale, HALF, line("stale")), report(present, null, line("present"))));

        assertThat(present.id()).isEqualTo(stale.id());
        assertThat(store.progress(stale.id())).isEmpty();
        assertThat(store.log(stale.id())).containsExactly(line("present"));
    }

    @Test
    void anAttemptOfADeadNodeIsStaleOnceItsJobIsRescued() {
        ClaimedJob stale = running();
        advance(LEASE.plusSeconds(1));
        store.report(List.of(report(stale, HALF)));
        assertThat(store.progress(stale.id())).contains(HALF);
        store.rescue(Set.of(), ALL);

        store.report(List.of(report(stale, new JobProgress(9, 10, null), line("stale"))));

        assertThat(store.progress(stale.id())).contains(HALF);
        assertThat(store.log(stale.id())).isEmpty();
    }

    @Test
    void aFinishedJobKeepsItsReportsAndTakesNoMore() {
        ClaimedJob job = running();
        store.report(List.of(report(job, HALF, line("one"))));
        complete(job);

        store.report(List.of(report(job, new JobProgress(10, 10, null), line("late"))));

        assertThat(state(job.id())).isEqualTo(JobState.COMPLETED);
        assertThat(store.progress(job.id())).contains(HALF);
        assertThat(store.log(job.id())).containsExactly(line("one"));
    }

    @Test
    void linesOfLaterAttemptsFollowThoseOfEarlierOnes() {
        ClaimedJob first = running();
        store.report(List.of(report(first, HALF, line("first"))));
        finish(first, new Outcome.Retry(Duration.ZERO, "broken"));
        ClaimedJob second = node().claimOne();

        store.report(List.of(report(second, null, new JobLogLine(AT, 2, "second"))));

        assertThat(store.log(first.id())).containsExactly(line("first"), new JobLogLine(AT, 2, "second"));
        assertThat(store.progress(first.id())).contains(HALF);
    }

    @Test
    void reportsAreRemovedWithTheirJob() {
        ClaimedJob deleted = running();
        ClaimedJob purged = running();
        store.report(List.of(report(deleted, HALF, line("one")), report(purged, HALF, line("one"))));
        complete(purged);
        store.act(deleted.id(), new JobAction.Delete());
        store.purge(QUEUE, JobState.COMPLETED, Duration.ZERO, ALL);

        for (ClaimedJob job : List.of(deleted, purged)) {
            assertThat(store.find(job.id())).isEmpty();
            assertThat(store.progress(job.id())).isEmpty();
            assertThat(store.log(job.id())).isEmpty();
        }
    }

    @Test
    void anotherNamespaceReadsNothingOfIt() {
        ClaimedJob job = running();
        store.report(List.of(report(job, HALF, line("one"))));

        assertThat(open("other").progress(job.id())).isEmpty();
        assertThat(open("other").log(job.id())).isEmpty();
    }
}
