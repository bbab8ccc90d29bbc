package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;

/**
 * Where a session's statements act.
 *
 * @param namespace the number of the session's namespace
 * @param database the tables
 */
record Scope(int namespace, Database database) {

    int shards() {
        return database.shards();
    }

    /** The shard of a job. */
    int shard(JobId id) {
        return id.slot() % shards();
    }

    /** The shard of a key. It is that of the jobs that claim the key, unless someone chose their ids. */
    int shard(String key) {
        return Math.floorMod(key.hashCode(), JobId.SLOTS) % shards();
    }

    int queue(String name) {
        return database.names().queue(namespace, name);
    }

    /** Remembers that a queue has jobs with gates. */
    void gated(String queue) {
        database.names().gated(queue(queue));
    }

    int kind(JobKind kind) {
        return database.names().kind(kind);
    }
}
