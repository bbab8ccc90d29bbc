package dev.typedqueue.benchmarks.postgres.peers;

/** The systems that are written for Node; {@code agent.mjs} has their code. */
public final class NodePeers {

    /** What npm installs. Both need Node 22, which comes with them in case that this machine's is older. */
    public static final String PACKAGES = "graphile-worker@0.18.0 pg-boss@12.38.0 node@22";

    private NodePeers() {}

    static Contestant graphileWorker() {
        return new Contestant(
                "graphile-worker",
                "graphile-worker 0.18.0",
                "24 concurrent jobs, a pool of 25, a local queue of 500 (none where pickup is measured, as"
                        + " its documentation advises), completions in batches without delay, as in its own performance test;"
                        + " LISTEN/NOTIFY; bulk by `addJobs` of 1,000. It deletes finished jobs.",
                Contestant.Kind.QUEUE,
                50_000,
                "select exists (select 1 from graphile_worker._private_jobs where run_at <= now())",
                null,
                false,
                null);
    }

    static Contestant pgBoss() {
        return new Contestant(
                "pg-boss",
                "pg-boss 12.38.0",
                "4 workers, batches of 500, `burstWhenBatchFull`, a partition of its own, LISTEN/NOTIFY, polling every"
                        + " 500 ms; bulk by `insert` of 1,000. It keeps finished jobs.",
                Contestant.Kind.QUEUE,
                30_000,
                "select exists (select 1 from pgboss.job where name = 'count' and state < 'completed'"
                        + " and start_after <= now())",
                "update pgboss.job set state = 'completed', started_on = now(), completed_on = now()",
                true,
                null);
    }
}
