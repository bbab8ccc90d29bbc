package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked often never reads or sorts more rows than it returns. */
class QueryPlanTest {

    @TempDir
    Path directory;

    private Database database;

    @BeforeEach
    void open() {
        database = Database.open(new Settings(
                directory.resolve("jobs.db"),
                Synchronous.FULL,
                Duration.ofSeconds(5),
                InstantSource.system(),
                System::nanoTime,
                0));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<String> plan(String sql) {
        return database.readers().read(readers -> plan(readers, sql));
    }

    private static List<String> plan(Sql sql, String statement) throws SQLException {
        return sql.list("EXPLAIN QUERY PLAN " + statement, row -> row.getString("detail"));
    }

    private List<String> searches(String sql, String index) {
        List<String> plan = plan(sql);
        assertThat(plan)
                .noneMatch(step -> step.contains("TEMP B-TREE"))
                .noneMatch(step -> step.matches("SCAN (typedqueue_job|typedqueue_payload|j|p)\\b.*"))
                .anyMatch(step -> step.contains(index));
        return plan;
    }

    @Test
    void aClaimOfOneKindReadsTheIndexInOrder() {
        searches(Claims.claimStatement(List.of(1)), "typedqueue_job_ready (queue=? AND kind=?)");
    }

    @Test
    void aClaimOfSeveralKindsMergesTheirOrders() {
        assertThat(searches(
                        Claims.claimStatement(IntStream.range(0, 200).boxed().toList()),
                        "typedqueue_job_ready (queue=? AND kind=?)"))
                .anyMatch(step -> step.contains("MERGE"));
    }

    @Test
    void aClaimOfVeryManyKindsIsStillOneStatement() {
        assertThat(plan(Claims.claimStatement(IntStream.range(0, 1_000).boxed().toList())))
                .anyMatch(step -> step.contains("typedqueue_job_ready (queue=? AND kind=?)"));
    }

    @Test
    void aLookBeforeAClaimProbesTheIndex() {
        searches(Claims.HAS_READY, "typedqueue_job_ready (queue=? AND kind=?)");
    }

    @Test
    void aFinishFindsItsJobById() {
        searches(Finishes.FINISH, "typedqueue_job_id (namespace=? AND id=?)");
        searches(JobQueries.FIND, "typedqueue_job_id (namespace=? AND id=?)");
    }

    @Test
    void aReportFindsItsJobById() {
        searches(Reports.HELD, "typedqueue_job_id (namespace=? AND id=?)");
        searches(Reports.FIND, "typedqueue_job_id (namespace=? AND id=?)");
    }

    @Test
    void aPromotionReadsWhatIsDueFirst() {
        searches(Upkeep.NEXT, "typedqueue_job_waiting (namespace=?)");
        searches(Upkeep.PROMOTE, "typedqueue_job_waiting (namespace=? AND run_at<?)");
    }

    @Test
    void aLookAtGatesReadsNoOtherGatesThanThoseOfItsJobs() {
        assertThat(plan(Gatekeeper.HELD))
                .containsExactly(
                        "SEARCH h USING COVERING INDEX typedqueue_gate_holder_job (job=?)",
                        "SEARCH g USING INTEGER PRIMARY KEY (rowid=?)");
        searches(Gatekeeper.TOUCH_HELD, "INTEGER PRIMARY KEY (rowid=?)");
        searches(Gatekeeper.GIVE_ALL_BACK, "typedqueue_gate_holder_job (job=?)");
        searches(Gatekeeper.WITHDRAW, "typedqueue_gate_waiter_job (job=?)");
        searches(Gatekeeper.TOUCHED, "typedqueue_gate_touched (queue=?)");
        searches(Gatekeeper.PASS_BY_URGENCY, "typedqueue_gate_waiter_urgency (gate=?)");
        searches(Gatekeeper.PASS_BY_ID, "PRIMARY KEY (gate=?)");
        searches(Gatekeeper.FORGET_STARTED, "PRIMARY KEY (gate=?)");
        searches(Gatekeeper.TOUCH_DUE, "typedqueue_gate_next (next_at<?)");
    }

    @Test
    void parkingProbesTheIndexForEachKind() {
        searches(Upkeep.UNKNOWN_KINDS, "typedqueue_job_ready (queue=? AND kind=?)");
        searches(Upkeep.PARK, "typedqueue_job_ready (queue=? AND kind=?)");
        searches(Upkeep.HAS_PARKED, "typedqueue_job_unknown (queue=? AND kind=?)");
        searches(Upkeep.UNPARK, "typedqueue_job_unknown (queue=? AND kind=?)");
    }

    @Test
    void rescueAndHeartbeatsReadOnlyWhatTheNodeRuns() {
        searches(Nodes.RELEASE, "typedqueue_job_running (node=?)");
        searches(Nodes.LEASES, "typedqueue_job_running (node=?)");
        searches(Nodes.CANCEL_REQUESTED, "typedqueue_job_running (node=? AND cancel_requested=?)");
    }

    @Test
    void retentionReadsTheOldestFirst() {
        searches(Deletion.OLD, "typedqueue_job_finished (queue=? AND state=? AND finished_at<?)");
    }

    private static String list(JobFilter filter) {
        return JobQueries.listStatement(new Selection(1, filter.before(JobId.next(Instant.EPOCH))));
    }

    /** The page's own rows are sorted in the end; what they are chosen from is not. */
    private void walks(String statement, String index) {
        assertThat(plan(statement))
                .noneMatch(step -> step.matches("SCAN (typedqueue_job|typedqueue_payload|j|p)\\b.*"))
                .anyMatch(step -> step.contains(index))
                .filteredOn(step -> step.contains("TEMP B-TREE"))
                .hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aPageOfAllJobsWalksThroughTheIds() {
        walks(list(JobFilter.all()), "typedqueue_job_id (namespace=? AND id<?)");
        walks(list(JobFilter.all().inQueue(TestNode.QUEUE)), "typedqueue_job_id (namespace=? AND id<?)");
    }

    @Test
    void aPageOfDeadLettersReadsNoOtherJobsAndDoesNotSortThem() {
        walks(
                list(JobFilter.all().inQueue(TestNode.QUEUE).inState(JobState.FAILED)),
                "typedqueue_job_aside (namespace=? AND state=? AND id<?)");
    }

    @Test
    void aPageOfSeveralStatesMergesTheirOrders() {
        String statement = list(JobFilter.all().inState(JobState.FAILED, JobState.CANCELLED, JobState.SCHEDULED));

        walks(statement, "typedqueue_job_aside (namespace=? AND state=? AND id<?)");
        assertThat(plan(statement)).anyMatch(step -> step.contains("MERGE"));
    }

    @Test
    void taggedJobsAreFoundByTheirTag() {
        walks(
                list(JobFilter.all().tagged("import", "eu").inState(JobState.COMPLETED)),
                "PRIMARY KEY (namespace=? AND tag=? AND id<?)");
    }
}
