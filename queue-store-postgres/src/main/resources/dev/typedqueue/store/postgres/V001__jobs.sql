-- Times are microseconds since 1970-01-01T00:00Z. Names that recur in many rows are numbers here.
-- The shard of a job is in its id; it leads every key and every index that is used often, so that each statement of the
-- hot path touches one shard.

CREATE TABLE {schema}.namespace (
    id   smallint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE
);

CREATE TABLE {schema}.queue (
    id        integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    namespace smallint NOT NULL,
    -- whether its limits were ever declared, and whether a job with gates was ever added; neither is taken back
    declared  boolean NOT NULL DEFAULT false,
    gated     boolean NOT NULL DEFAULT false,
    -- how many of its jobs each node runs at the same time, if a person has changed it
    concurrency integer,
    name      text NOT NULL,
    UNIQUE (namespace, name)
);

CREATE TABLE {schema}.kind (
    id      integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name    text NOT NULL,
    version integer NOT NULL,
    UNIQUE (name, version)
);

-- A queued job. On its way from insert to completion it is written once. Where it stands is told by the one other row
-- that has it: in ready, waiting, gate_waiter or lease. A job that is in none of them, and has not ended here, has
-- completed.
CREATE TABLE {schema}.job (
    added_at        bigint NOT NULL,
    run_at          bigint NOT NULL,
    id              uuid NOT NULL,
    queue           integer NOT NULL,
    kind            integer NOT NULL,
    priority        integer NOT NULL,
    failed_attempts integer NOT NULL DEFAULT 0,
    node_deaths     integer NOT NULL DEFAULT 0,
    shard           smallint NOT NULL,
    namespace       smallint NOT NULL,
    -- 4 failed, 5 cancelled
    ended           smallint,
    started_at      bigint,
    finished_at     bigint,
    node            integer,
    -- until when the job stands in the way of another with its key: 0 started, 1 finished, 2 removed; and at least until
    unique_until    smallint,
    unique_end      bigint,
    -- after how many seconds of waiting it counts as one priority higher
    ageing          integer,
    unique_key      text,
    note            text,
    -- An object, and two arrays. Null if empty, as it mostly is.
    context         jsonb,
    tags            jsonb,
    gates           jsonb,
    -- What the job's attempts tell of themselves: JSON arrays, or null.
    progress        text,
    log             text,
    payload         text NOT NULL,
    -- Finds a job, keeps it from being stored twice, and lists jobs newest first.
    PRIMARY KEY (shard, namespace, id)
) WITH (fillfactor = 95, autovacuum_vacuum_insert_scale_factor = 0.1);

-- Dead letters and cancelled jobs: retention, counts.
CREATE INDEX job_ended ON {schema}.job (shard, queue, ended, finished_at) WHERE ended IS NOT NULL;

-- Dead letters and cancelled jobs: lists, newest first.
CREATE INDEX job_ended_id ON {schema}.job (shard, namespace, ended, id) WHERE ended IS NOT NULL;

-- Jobs by their tags.
CREATE INDEX job_tags ON {schema}.job USING gin (tags jsonb_path_ops) WHERE tags IS NOT NULL;

-- A job's place in the order of claims: the lesser, the sooner. Without ageing it is the complement of the priority. With
-- ageing it is the second in which the job was due, counted from 2020, moved back by what its priority is worth: so no
-- row changes while a job waits. Planners put the expression in place of the call.
CREATE FUNCTION {schema}.claim_rank(priority integer, ageing integer, run_at bigint) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN ageing IS NULL THEN ~priority
        ELSE least(greatest(run_at / 1000000 - 1577836800 - priority::bigint * ageing, -2147483648), 2147483647)::integer
        END
$$;

-- Jobs that may be claimed. Rows are inserted and deleted, never updated. The key is the order of claims, in each kind
-- and lane. Lane 1 has jobs whose ids are not older than their rows, lane 0 all others: a claim may begin at a floor in
-- lane 1, below which it has seen everything.
CREATE TABLE {schema}.ready (
    queue integer NOT NULL,
    kind  integer NOT NULL,
    rank  integer NOT NULL,
    shard smallint NOT NULL,
    lane  smallint NOT NULL,
    id    uuid NOT NULL,
    PRIMARY KEY (shard, queue, kind, lane, rank, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
        autovacuum_vacuum_cost_delay = 0, autovacuum_vacuum_insert_threshold = -1);

-- Scheduled jobs (0), jobs parked until a time (6), and jobs parked until a node knows their kind (7).
CREATE TABLE {schema}.waiting (
    run_at    bigint NOT NULL,
    queue     integer NOT NULL,
    kind      integer NOT NULL,
    rank      integer NOT NULL,
    shard     smallint NOT NULL,
    namespace smallint NOT NULL,
    state     smallint NOT NULL,
    id        uuid NOT NULL,
    gated     boolean NOT NULL,
    PRIMARY KEY (shard, namespace, id)
) WITH (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 10000);

-- Promotion: what is due first.
CREATE INDEX waiting_due ON {schema}.waiting (shard, namespace, run_at) WHERE state <> 7;

-- Jobs to be made ready once a node knows their kind.
CREATE INDEX waiting_unknown ON {schema}.waiting (shard, queue, kind) WHERE state = 7;

-- The right of a node to run the jobs of one claim. A job's fencing token is the lease's id times 1024 plus the job's
-- position in it, counted from 0. A job that is to be finished in its handler's own transaction gets a lease of its own
-- (part = position + 1), so that this transaction locks no other job's lease.
CREATE SEQUENCE {schema}.lease_id CACHE 1;

CREATE TABLE {schema}.lease (
    id         bigint NOT NULL,
    started_at bigint NOT NULL,
    node       integer NOT NULL,
    queue      integer NOT NULL,
    shard      smallint NOT NULL,
    namespace  smallint NOT NULL,
    part       smallint NOT NULL DEFAULT 0,
    ids        uuid[] NOT NULL,
    -- positions of jobs that are no longer held, and of those that a person wants cancelled
    finished   smallint[] NOT NULL DEFAULT '{}',
    cancels    smallint[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (shard, id, part)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_cost_delay = 0);

-- Ids do not shrink when they are compressed.
ALTER TABLE {schema}.lease ALTER COLUMN ids SET STORAGE EXTERNAL;

-- Rescue and heartbeats: what a node runs.
CREATE INDEX lease_node ON {schema}.lease (node);

-- Jobs of one lease that completed together.
CREATE TABLE {schema}.outcome (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    finished_at bigint NOT NULL,
    started_at  bigint NOT NULL,
    node        integer NOT NULL,
    queue       integer NOT NULL,
    shard       smallint NOT NULL,
    namespace   smallint NOT NULL,
    first_id    uuid NOT NULL,
    last_id     uuid NOT NULL,
    ids         uuid[] NOT NULL,
    PRIMARY KEY (shard, id)
) WITH (autovacuum_vacuum_insert_scale_factor = 0.1);

ALTER TABLE {schema}.outcome ALTER COLUMN ids SET STORAGE EXTERNAL;

-- Finds the outcome of a job: the batches that end at its id or later, of which one of the first has it.
CREATE INDEX outcome_last_id ON {schema}.outcome (shard, namespace, last_id);

-- Retention.
CREATE INDEX outcome_finished ON {schema}.outcome (shard, queue, finished_at);

-- Which job holds a key. The shard is that of the key's hash.
CREATE TABLE {schema}.unique_key (
    queue integer NOT NULL,
    shard smallint NOT NULL,
    job   uuid NOT NULL,
    key   text NOT NULL,
    PRIMARY KEY (shard, queue, key)
);

-- A node stays for a while after it has gone, for the name of the node that ran a job last.
CREATE TABLE {schema}.node (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    namespace   smallint NOT NULL,
    process_id  bigint NOT NULL,
    started_at  bigint NOT NULL,
    lease_until bigint NOT NULL,
    -- true once a rescue has begun to take its jobs: from then on it cannot come back
    dead        boolean NOT NULL DEFAULT false,
    gone_at     bigint,
    name        text NOT NULL,
    host        text NOT NULL,
    UNIQUE (namespace, name)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

CREATE INDEX node_present ON {schema}.node (namespace) WHERE gone_at IS NULL;

-- The kinds that a node can run; a queue of which it knows none has one row without a name.
CREATE TABLE {schema}.node_kind (
    node    integer NOT NULL,
    version integer,
    queue   text NOT NULL,
    name    text
);

CREATE INDEX node_kind_node ON {schema}.node_kind (node);

-- What no node takes. The job is empty where a whole queue is meant, and the queue is * where all are.
CREATE TABLE {schema}.pause (
    namespace smallint NOT NULL,
    since     bigint NOT NULL,
    queue     text NOT NULL,
    job       text NOT NULL,
    paused_by text NOT NULL,
    PRIMARY KEY (namespace, queue, job)
);

CREATE TABLE {schema}.schedule (
    namespace    smallint NOT NULL,
    revision     bigint NOT NULL,
    slot         bigint NOT NULL,
    paused_since bigint,
    last_job     uuid,
    queue        text NOT NULL,
    job          text NOT NULL,
    changed_to   text,
    paused_by    text,
    PRIMARY KEY (namespace, queue, job)
);

-- The limits of queues: as they were declared, and what a person has set in place of that.
CREATE TABLE {schema}.queue_limit (
    queue    integer NOT NULL,
    name     text NOT NULL,
    declared text NOT NULL,
    changed  text,
    PRIMARY KEY (queue, name)
);

-- Blocked jobs, each at the first of its gates that it has not passed. Rows are inserted and deleted, never updated. The
-- first key is the order at a gate that keeps one, and finds a job.
CREATE TABLE {schema}.gate_waiter (
    queue      integer NOT NULL,
    kind       integer NOT NULL,
    rank       integer NOT NULL,
    shard      smallint NOT NULL,
    -- whether the job has other gates too
    several    boolean NOT NULL,
    id         uuid NOT NULL,
    limit_name text NOT NULL,
    gate_key   text NOT NULL,
    PRIMARY KEY (queue, limit_name, gate_key, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_vacuum_insert_threshold = -1);

CREATE INDEX gate_waiter_urgent ON {schema}.gate_waiter (queue, limit_name, gate_key, rank, id);

-- Jobs that were let through a gate and have not left it. Rows are inserted and deleted, never updated. Of a gate that
-- limits a rate, a gatekeeper forgets those that have started.
CREATE TABLE {schema}.gate_holder (
    queue      integer NOT NULL,
    kind       integer NOT NULL,
    rank       integer NOT NULL,
    shard      smallint NOT NULL,
    id         uuid NOT NULL,
    limit_name text NOT NULL,
    gate_key   text NOT NULL,
    PRIMARY KEY (queue, limit_name, gate_key, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_vacuum_insert_threshold = -1);

-- Gates at which something has happened: jobs came, or left. Whoever adds a job or ends one writes such a row, and so
-- touches none but his own.
CREATE TABLE {schema}.gate_news (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    queue      integer NOT NULL,
    limit_name text NOT NULL,
    gate_key   text NOT NULL,
    PRIMARY KEY (queue, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0,
        autovacuum_vacuum_insert_threshold = -1);

-- Gates that are to be looked at by a time, though nothing happens there.
CREATE TABLE {schema}.gate (
    look_at    bigint NOT NULL,
    -- of a rate: when all its permits will be there again, and when it last let a job through
    full_at    bigint NOT NULL,
    passed_at  bigint NOT NULL,
    queue      integer NOT NULL,
    limit_name text NOT NULL,
    gate_key   text NOT NULL,
    PRIMARY KEY (queue, limit_name, gate_key)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
        autovacuum_vacuum_cost_delay = 0);

CREATE INDEX gate_look_at ON {schema}.gate (queue, look_at);
