package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.StoreException;
import dev.typedqueue.annotation.Unique.Until;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs and outcomes that exist if and only if the caller's transaction commits. */
abstract class CallerTransactionContract extends StoreContract {

    private JdbcStoreFixture database;
    private JdbcStoreSession session;
    private Connection connection;

    @Override
    abstract JdbcStoreFixture createFixture();

    @BeforeEach
    final void connect() throws SQLException {
        database = (JdbcStoreFixture) fixture;
        session = (JdbcStoreSession) store;
        connection = database.connect();
        execute("DROP TABLE IF EXISTS conformance_effect");
        execute("CREATE TABLE conformance_effect (name VARCHAR(20))");
        connection.setAutoCommit(false);
    }

    @AfterEach
    final void disconnect() throws SQLException {
        connection.rollback();
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Something that the caller does in its transaction. */
    private void effect() throws SQLException {
        execute("INSERT INTO conformance_effect VALUES ('done')");
    }

    private int effects() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM conformance_effect")) {
            count.next();
            return count.getInt(1);
        }
    }

    private Finish end(ClaimedJob job, Outcome outcome) {
        return new Finish(job.id(), job.fencingToken(), outcome);
    }

    @Test
    void aJobExistsOnceTheTransactionCommits() throws Exception {
        NewJob job = job().payload("{\"a\": \"größer\"}").build();
        effect();

        assertThat(session.insert(connection, List.of(job))).containsExactly(new InsertResult.Inserted());
        assertThat(session.find(job.id())).as("not yet").isEmpty();
        connection.commit();

        assertThat(find(job.id()).payload()).isEqualTo("{\"a\": \"größer\"}");
        assertThat(node().claimIds(ALL)).containsExactly(job.id());
        assertThat(effects()).isEqualTo(1);
    }

    @Test
    void aJobOfATransactionThatIsRolledBackNeverExisted() throws Exception {
        NewJob job = job().queue("new_queue")
                .kind(new JobKind("new_job", 3))
                .key("k")
                .build();
        session.insert(connection, List.of(job));
        connection.rollback();

        assertThat(session.find(job.id())).isEmpty();
        assertThat(job().queue("new_queue").key("k").insert())
                .as("its key is free")
                .isEqualTo(new InsertResult.Inserted());
        assertThat(session.insert(List.of(job))).hasSize(1);
    }

    @Test
    void scheduledJobsTooAreAddedInTheTransaction() throws Exception {
        NewJob job = job().in(Duration.ofHours(1)).build();
        session.insert(connection, List.of(job));
        connection.commit();

        assertThat(state(job.id())).isEqualTo(JobState.SCHEDULED);
    }

    @Test
    void theConnectionIsNeitherCommittedNorClosedNorChanged() throws Exception {
        session.insert(connection, List.of(job().build()));

        assertThat(connection.isClosed()).isFalse();
        assertThat(connection.getAutoCommit()).isFalse();
        effect();
        connection.rollback();
        assertThat(effects()).isZero();
        assertThat(session.counts().values())
                .allSatisfy(states -> assertThat(states.values()).containsOnly(0L));
    }

    @Test
    void severalAddsAndAFinishShareATransaction() throws Exception {
        ClaimedJob job = running();
        NewJob next = job().build();
        NewJob another = job().build();

        session.insert(connection, List.of(next));
        assertThat(session.finish(connection, end(job, new Outcome.Completed())))
                .isEqualTo(FinishResult.ACCEPTED);
        session.insert(connection, List.of(another));
        connection.commit();

        assertThat(state(job.id())).isEqualTo(JobState.COMPLETED);
        assertThat(node().claimIds(ALL)).containsExactly(next.id(), another.id());
    }

    @Test
    void addingIsRepeatableInATransactionToo() throws Exception {
        NewJob job = job().build();
        session.insert(List.of(job));

        assertThat(session.insert(connection, List.of(job, job))).hasSize(2).containsOnly(new InsertResult.Inserted());
        effect();
        connection.commit();

        assertThat(effects()).isEqualTo(1);
        assertThat(node().claimIds(ALL)).containsExactly(job.id());
    }

    @Test
    void aConflictDoesNotAbortTheTransaction() throws Exception {
        JobId holder = job().key("k").add();
        JobId replaced = job().key("r").payload("1").add();
        NewJob other = job().build();
        effect();

        assertThat(session.insert(
                        connection,
                        List.of(
                                job().key("k").build(),
                                job().key("r").replacing().payload("2").build(),
                                other)))
                .containsExactly(
                        new InsertResult.Kept(holder),
                        new InsertResult.Replaced(replaced),
                        new InsertResult.Inserted());
        effect();
        connection.commit();

        assertThat(effects()).isEqualTo(2);
        assertThat(find(replaced).payload()).isEqualTo("2");
        assertThat(node().claimIds(ALL)).containsExactly(holder, replaced, other.id());
    }

    @Test
    void aKeyTakenInATransactionThatIsRolledBackGoesBackToItsHolder() throws Exception {
        JobId first = job().key("k", Until.REMOVED).payload("1").add();
        session.insert(
                connection, List.of(job().key("k").replacing().payload("2").build()));
        connection.rollback();

        assertThat(find(first).payload()).isEqualTo("1");
        assertThat(job().key("k").insert()).isEqualTo(new InsertResult.Kept(first));
    }

    @Test
    void theOutcomeOfAnAttemptIsStoredIfAndOnlyIfTheTransactionCommits() throws Exception {
        ClaimedJob job = running();
        effect();
        assertThat(session.finish(connection, end(job, new Outcome.Completed())))
                .isEqualTo(FinishResult.ACCEPTED);
        connection.rollback();
        assertThat(session.holdsLease(job.id(), job.fencingToken()))
                .as("rolled back")
                .isTrue();
        assertThat(effects()).isZero();
        connection.rollback();

        effect();
        assertThat(session.finish(connection, end(job, new Outcome.Completed())))
                .isEqualTo(FinishResult.ACCEPTED);
        assertThat(state(job.id())).as("until it commits").isEqualTo(JobState.RUNNING);
        connection.commit();

        assertThat(state(job.id())).isEqualTo(JobState.COMPLETED);
        assertThat(effects()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("dev.typedqueue.test.conformance.FinishContract#outcomes")
    void everyOutcomeCanBeStoredInATransaction(Outcome outcome) throws Exception {
        ClaimedJob job = running();

        assertThat(session.finish(connection, end(job, outcome))).isEqualTo(FinishResult.ACCEPTED);
        assertThat(session.finish(connection, end(job, outcome))).isEqualTo(FinishResult.LEASE_LOST);
        connection.commit();

        assertThat(session.holdsLease(job.id(), job.fencingToken())).isFalse();
        assertThat(session.find(job.id()).isEmpty()).isEqualTo(outcome instanceof Outcome.Deleted);
    }

    @ParameterizedTest
    @MethodSource("dev.typedqueue.test.conformance.FinishContract#outcomes")
    void aLostLeaseChangesNothingAndDoesNotAbortTheTransaction(Outcome outcome) throws Exception {
        TestNode dead = node();
        job().add();
        ClaimedJob zombie = dead.claimOne();
        store.rescue(Set.of(dead.id()), ALL);
        ClaimedJob present = node().claimOne();
        effect();

        assertThat(session.finish(connection, end(zombie, outcome))).isEqualTo(FinishResult.LEASE_LOST);
        effect();
        connection.commit();

        assertThat(effects()).isEqualTo(2);
        assertThat(session.holdsLease(present.id(), present.fencingToken())).isTrue();
    }

    @Test
    void aJobThatIsToBeCancelledDoesNotWaitAgain() throws Exception {
        ClaimedJob job = running();
        session.act(job.id(), new JobAction.Cancel());

        session.finish(connection, end(job, new Outcome.Released()));
        connection.commit();

        assertThat(state(job.id())).isEqualTo(JobState.CANCELLED);
    }

    @Test
    void aConnectionInNoTransactionIsRefused() throws Exception {
        ClaimedJob job = running();
        connection.rollback();
        connection.setAutoCommit(true);
        NewJob refused = job().build();

        assertThatThrownBy(() -> session.insert(connection, List.of(refused)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session.finish(connection, end(job, new Outcome.Completed())))
                .isInstanceOf(IllegalStateException.class);

        effect();
        connection.setAutoCommit(false);
        assertThat(effects()).isEqualTo(1);
        assertThat(session.find(refused.id())).isEmpty();
        assertThat(session.holdsLease(job.id(), job.fencingToken())).isTrue();
    }

    @Test
    void aTransactionBegunByAStatementIsATransaction() throws Exception {
        connection.rollback();
        connection.setAutoCommit(true);
        NewJob job = job().build();
        execute("BEGIN");
        session.insert(connection, List.of(job));
        assertThat(session.find(job.id())).isEmpty();
        execute("COMMIT");
        connection.setAutoCommit(false);

        assertThat(state(job.id())).isEqualTo(JobState.READY);
    }

    @Test
    void aConnectionToAnotherDatabaseIsRefused() throws Exception {
        ClaimedJob job = running();
        try (Connection another = database.connectToAnother()) {
            another.setAutoCommit(false);

            assertThatThrownBy(() -> session.insert(another, List.of(job().build())))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> session.finish(another, end(job, new Outcome.Completed())))
                    .isInstanceOf(IllegalArgumentException.class);
            another.rollback();
        }
        assertThat(session.holdsLease(job.id(), job.fencingToken())).isTrue();
    }

    @Test
    void aClosedSessionRefusesTransactionsToo() {
        NewJob job = job().build();
        Finish finish = new Finish(job.id(), 1, new Outcome.Completed());
        session.close();

        assertThatThrownBy(() -> session.insert(connection, List.of(job))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> session.finish(connection, finish)).isInstanceOf(StoreException.class);
    }

    @Test
    void namespacesDoNotMeetInATransactionEither() throws Exception {
        JdbcStoreSession other = (JdbcStoreSession) open("other");
        ClaimedJob job = running();
        NewJob theirs = job().build();

        other.insert(connection, List.of(theirs));
        assertThat(other.finish(connection, end(job, new Outcome.Completed()))).isEqualTo(FinishResult.LEASE_LOST);
        connection.commit();

        assertThat(session.find(theirs.id())).isEmpty();
        assertThat(other.find(theirs.id())).isPresent();
        assertThat(session.holdsLease(job.id(), job.fencingToken())).isTrue();
    }
}
