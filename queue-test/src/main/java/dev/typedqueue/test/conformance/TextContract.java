package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NodeId;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Pause;
import dev.typedqueue.spi.Report;
import dev.typedqueue.spi.ScheduleRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a text says, it is a text, and no part of a statement. */
abstract class TextContract extends StoreContract {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'; DROP TABLE job; --",
                "' OR '1'='1",
                "\"; DELETE FROM typedqueue_job; --",
                "$1 ? ?1 :name @name {schema} {now} %s %d {0} ${x}",
                "\\'; SELECT pg_sleep(60) --",
                "a\\",
                "%_",
                "{\"a\":1}",
                "[1,2)",
                "NULL",
                "/* */ -- # //",
                "\u2019 OR 1=1 \ud83d\ude00"
            })
    void whateverATextSaysItComesBackAsItWas(String text) {
        String payload = "{\"text\":\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        Gate gate = new Gate(text, text);
        JobId bystander = job().add();
        store.declareLimits(text, List.of(new Limit.Concurrency(text, 1)));
        store.register(new NodeRegistration(new NodeId(text), text, 1, LEASE, Map.of(text, Set.of(SEND))));
        JobBuilder builder = job().queue(text)
                .payload(payload)
                .key(text)
                .behind(gate)
                .tagged(text)
                .context(Map.of(text, text));
        JobId id = builder.add();

        assertThat(job().queue(text).key(text).insert()).isEqualTo(new InsertResult.Kept(id));
        JobId blocked = job().queue(text).behind(gate).add();
        store.promoteDue(ALL);
        assertThat(store.blockage(blocked).orElseThrow().gate()).isEqualTo(gate);
        TestNode node = new TestNode(openElsewhere(), new NodeId(text));
        ClaimedJob claimed = node.claim(text, Set.of(SEND), ALL).get(0);
        assertThat(List.of(claimed.queue(), claimed.payload(), claimed.context()))
                .isEqualTo(List.of(text, payload, Map.of(text, text)));

        store.report(List.of(new Report(
                id,
                claimed.fencingToken(),
                new JobProgress(1, 2, text),
                List.of(new JobLogLine(store.now(), 1, text)))));
        finish(claimed, new Outcome.Failed(text));
        store.pause(text, null, text);
        store.saveSchedule(ScheduleRecord.beginning(text, text, store.now()).paused(text, store.now()), List.of());

        QueuedJob stored = find(id);
        assertThat(List.of(stored.queue(), stored.payload(), stored.tags()))
                .isEqualTo(List.of(text, payload, Set.of(text)));
        assertThat(stored.note()).isEqualTo(text);
        assertThat(stored.node()).isEqualTo(text);
        assertThat(store.progress(id).orElseThrow().message()).isEqualTo(text);
        assertThat(store.log(id)).extracting(JobLogLine::text).containsExactly(text);
        assertThat(store.pauses()).extracting(Pause::queue).containsExactly(text);
        assertThat(store.pauses()).extracting(Pause::by).containsExactly(text);
        assertThat(store.schedules()).extracting(ScheduleRecord::pausedBy).containsExactly(text);
        assertThat(store.list(JobFilter.all()
                        .inQueue(text)
                        .tagged(text)
                        .withPayload("text", text)
                        .inState(JobState.FAILED)))
                .extracting(QueuedJob::id)
                .containsExactly(id);
        assertThat(store.park(text, Set.of(SEND), ALL)).isZero();
        assertThat(store.purge(text, JobState.FAILED, Duration.ZERO, ALL)).isEqualTo(1);
        store.resume(text, null);
        assertThat(store.pauses()).isEmpty();
        assertThat(state(bystander)).isEqualTo(JobState.READY);
    }
}
