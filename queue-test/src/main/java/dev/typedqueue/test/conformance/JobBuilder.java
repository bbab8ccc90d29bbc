package dev.typedqueue.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.annotation.Unique;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.Gate;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.StoreSession;
import dev.typedqueue.spi.Uniqueness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job that is to be added. */
final class JobBuilder {

    private final StoreSession store;
    private JobId id;
    private String queue = StoreContract.QUEUE;
    private JobKind kind = StoreContract.SEND;
    private String payload = "{}";
    private int priority;
    private @Nullable Instant runAt;
    private @Nullable Uniqueness uniqueness;
    private @Nullable Duration ageing;
    private List<Gate> gates = List.of();
    private Set<String> tags = Set.of();
    private Map<String, String> context = Map.of();

    JobBuilder(StoreSession store) {
        this.store = store;
        this.id = JobId.next(store.now());
    }

    JobBuilder id(JobId value) {
        id = value;
        return this;
    }

    JobBuilder queue(String value) {
        queue = value;
        return this;
    }

    JobBuilder kind(JobKind value) {
        kind = value;
        return this;
    }

    JobBuilder payload(String value) {
        payload = value;
        return this;
    }

    JobBuilder priority(int value) {
        priority = value;
        return this;
    }

    JobBuilder at(Instant time) {
        runAt = time;
        return this;
    }

    JobBuilder in(Duration delay) {
        return at(store.now().plus(delay));
    }

    /** A key that is held until the job has finished, and kept. */
    JobBuilder key(String key) {
        return key(key, Unique.Until.FINISHED);
    }

    JobBuilder key(String key, Unique.Until until) {
        uniqueness = new Uniqueness(key, until, null, Unique.OnConflict.KEEP, null);
        return this;
    }

    JobBuilder within(Duration within) {
        Uniqueness key = requireKey();
        uniqueness = new Uniqueness(key.key(), key.until(), within, key.onConflict(), key.maxWait());
        return this;
    }

    JobBuilder replacing() {
        return replacing(null);
    }

    /** Replaces a holder, and puts it off for no longer than that since it was added. */
    JobBuilder replacing(@Nullable Duration maxWait) {
        Uniqueness key = requireKey();
        uniqueness = new Uniqueness(key.key(), key.until(), key.within(), Unique.OnConflict.REPLACE, maxWait);
        return this;
    }

    JobBuilder ageing(Duration value) {
        ageing = value;
        return this;
    }

    /** What it must pass, the first to be passed first. */
    JobBuilder behind(Gate... value) {
        gates = List.of(value);
        return this;
    }

    JobBuilder tagged(String... value) {
        tags = Set.of(value);
        return this;
    }

    JobBuilder context(Map<String, String> value) {
        context = value;
        return this;
    }

    private Uniqueness requireKey() {
        if (uniqueness == null) {
            throw new IllegalStateException("Give the job a key first");
        }
        return uniqueness;
    }

    NewJob build() {
        return new NewJob(id, queue, kind, payload, priority, runAt, uniqueness, ageing, gates, tags, context);
    }

    InsertResult insert() {
        List<InsertResult> results = store.insert(List.of(build()));
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    /** Adds a job that nothing stands in the way of. */
    JobId add() {
        assertThat(insert()).isEqualTo(new InsertResult.Inserted());
        return id;
    }
}
