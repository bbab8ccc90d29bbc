package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.StoreException;
import dev.typedqueue.spi.JobAction;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.ScheduleRecord;
import dev.typedqueue.spi.StoreSession;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a session ends. */
abstract class ClosingContract extends StoreContract {

    /** Something that a session is asked. */
    interface Call {

        void on(StoreSession session);
    }

    static Stream<Named<Call>> calls() {
        JobId id = JobId.next(Instant.EPOCH);
        NodeId node = new NodeId("node");
        return Stream.of(
                Named.of("insert", session -> session.insert(List.of())),
                Named.of("claim", session -> new TestNode(session, node).claim(1)),
                Named.of("finish", session -> session.finish(List.of())),
                Named.of("holdsLease", session -> session.holdsLease(id, 1)),
                Named.of("promoteDue", session -> session.promoteDue(1)),
                Named.of(
                        "register",
                        session -> session.register(new NodeRegistration(node, "host", 1, LEASE, Map.of()))),
                Named.of("heartbeat", session -> session.heartbeat(node, LEASE)),
                Named.of("deregister", session -> session.deregister(node)),
                Named.of("nodes", StoreSession::nodes),
                Named.of("rescue", session -> session.rescue(Set.of(), 1)),
                Named.of("park", session -> session.park(QUEUE, Set.of(), 1)),
                Named.of("unpark", session -> session.unpark(QUEUE, Set.of(SEND), 1)),
                Named.of("purge", session -> session.purge(QUEUE, JobState.FAILED, Duration.ZERO, 1)),
                Named.of("pause", session -> session.pause(QUEUE, null, "ann")),
                Named.of("resume", session -> session.resume(QUEUE, null)),
                Named.of("changeConcurrency", session -> session.changeConcurrency(QUEUE, 2)),
                Named.of("concurrencies", StoreSession::concurrencies),
                Named.of("queues", StoreSession::queues),
                Named.of("pauses", StoreSession::pauses),
                Named.of("schedules", StoreSession::schedules),
                Named.of(
                        "saveSchedule",
                        session -> session.saveSchedule(
                                ScheduleRecord.beginning(QUEUE, "digest", Instant.EPOCH), List.of())),
                Named.of("find", session -> session.find(id)),
                Named.of("list", session -> session.list(JobFilter.all())),
                Named.of("counts", StoreSession::counts),
                Named.of("act", session -> session.act(id, new JobAction.Delete())));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aClosedSessionRefusesWhatItIsAsked(Call call) {
        StoreSession session = open("main");
        session.close();
        ThrowingCallable asked = () -> call.on(session);

        assertThatThrownBy(asked).isInstanceOf(StoreException.class).hasMessageContaining("closed");
    }

    @Test
    void aClosedSessionStillTellsTheTime() {
        StoreSession session = open("main");
        session.close();

        assertThat(Duration.between(session.now(), store.now()).abs()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aSessionMayBeClosedTwice() {
        StoreSession session = open("main");
        session.close();
        session.close();

        assertThat(job().insert()).isNotNull();
    }

    @Test
    void otherSessionsAreNotConcerned() {
        StoreSession same = open("main");
        StoreSession otherNamespace = open("other");
        StoreSession elsewhere = openElsewhere();
        JobId id = job().add();

        store.close();

        assertThat(same.find(id)).isPresent();
        assertThat(elsewhere.find(id)).isPresent();
        assertThat(new JobBuilder(otherNamespace).insert()).isNotNull();
    }

    @Test
    void theJobsOfANodeDoNotEndWithTheSession() {
        StoreSession session = open("main");
        job().add();
        var job = node(session).claimOne();
        session.close();

        assertThat(state(job.id())).isEqualTo(JobState.RUNNING);
        complete(job);
        assertThat(state(job.id())).isEqualTo(JobState.COMPLETED);
    }
}
