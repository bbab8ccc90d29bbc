package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.acceptance.Teller.Role;
import dev.typedqueue.acceptance.Teller.Step;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes that are killed between the steps of a transaction of their own, in which a job is added or completed. */
@ParameterizedClass
@EnumSource(names = "MEMORY", mode = EnumSource.Mode.EXCLUDE)
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no signals")
final class TransactionCrashTest {

    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    TestedStore tested;

    @TempDir
    Path directory;

    private String address;
    private final List<WorkerProcess> tellers = new ArrayList<>();
    private QueueRuntime observer;

    @BeforeEach
    void createTables() throws SQLException {
        AcceptanceTest.allowSlowMachines();
        address = tested.newAddress(directory, 1);
        observer = QueueRuntime.builder().store(tested.at(address)).start();
        try (Connection connection = tested.begin(address);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE deposit (amount INTEGER NOT NULL)");
            statement.execute("COMMIT");
        }
    }

    @AfterEach
    void end() {
        tellers.forEach(WorkerProcess::close);
        observer.close();
    }

    private WorkerProcess start(Role role, Step last) throws IOException {
        WorkerProcess teller = WorkerProcess.launch(Teller.class, tested.name(), address, role.name(), last.name());
        tellers.add(teller);
        return teller;
    }

    private void killAfter(Role role, Step step) throws Exception {
        WorkerProcess teller = start(role, step);
        await().until(() -> teller.says(Teller.STANDS + step));
        teller.kill();
    }

    private List<QueuedJob> jobs() {
        return observer.jobs().list(JobFilter.all());
    }

    private List<Integer> deposits() throws SQLException {
        try (Connection connection = tested.begin(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT amount FROM deposit")) {
            List<Integer> amounts = new ArrayList<>();
            while (rows.next()) {
                amounts.add(rows.getInt(1));
            }
            return amounts;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"EFFECT", "JOB"})
    void neitherEffectNorJobExistsIfTheProcessDiesBeforeItsCommit(Step last) throws Exception {
        killAfter(Role.ADD, last);

        assertThat(deposits()).isEmpty();
        assertThat(jobs()).isEmpty();
    }

    @Test
    void effectAndJobExistIfTheProcessDiesAfterItsCommit() throws Exception {
        killAfter(Role.ADD, Step.COMMIT);

        assertThat(deposits()).containsExactly(Teller.AMOUNT);
        assertThat(jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.READY));
    }

    @ParameterizedTest
    @EnumSource(names = {"EFFECT", "JOB"})
    void aJobWhoseProcessDiesBeforeTheCommitRunsAgainAndHasItsEffectOnce(Step last) throws Exception {
        DepositsQueue.on(observer).add(new DepositPayload(Teller.AMOUNT));
        killAfter(Role.RUN, last);
        assertThat(deposits()).isEmpty();

        start(Role.RUN, Step.NONE);

        await().untilAsserted(() -> assertThat(jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.COMPLETED)));
        assertThat(deposits()).containsExactly(Teller.AMOUNT);
    }

    @Test
    void aJobWhoseProcessDiesAfterTheCommitHasCompletedAndDoesNotRunAgain() throws Exception {
        DepositsQueue.on(observer).add(new DepositPayload(Teller.AMOUNT));
        killAfter(Role.RUN, Step.COMMIT);
        assertThat(jobs())
                .singleElement()
                .satisfies(job -> assertThat(job.state()).isEqualTo(JobState.COMPLETED));

        DepositsQueue.on(observer).add(new DepositPayload(Teller.AMOUNT));
        WorkerProcess next = start(Role.RUN, Step.NONE);

        await().untilAsserted(() -> assertThat(jobs())
                .hasSize(2)
                .allSatisfy(job -> assertThat(job.state()).isEqualTo(JobState.COMPLETED)));
        assertThat(next.times(Teller.STARTED)).isEqualTo(1);
        assertThat(deposits()).containsExactly(Teller.AMOUNT, Teller.AMOUNT);
    }
}
