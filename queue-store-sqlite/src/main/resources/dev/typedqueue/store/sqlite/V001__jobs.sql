-- Times are microseconds since 1970-01-01T00:00Z. Names that recur in many rows are numbers here.

CREATE TABLE typedqueue_namespace (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE typedqueue_queue (
    id        INTEGER PRIMARY KEY,
    namespace INTEGER NOT NULL,
    name      TEXT NOT NULL,
    UNIQUE (namespace, name)
) STRICT;

CREATE TABLE typedqueue_kind (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (name, version)
) STRICT;

-- A queued job. Its row is narrow, since it is written at every change of state; the payload is written once, apart.
CREATE TABLE typedqueue_job (
    seq              INTEGER PRIMARY KEY,
    namespace        INTEGER NOT NULL,
    id               BLOB NOT NULL,
    queue            INTEGER NOT NULL,
    kind             INTEGER NOT NULL,
    -- 0 scheduled, 1 ready, 2 running, 3 completed, 4 failed, 5 cancelled,
    -- 6 parked until run_at, 7 parked until a node knows its kind
    state            INTEGER NOT NULL,
    priority         INTEGER NOT NULL,
    added_at         INTEGER NOT NULL,
    run_at           INTEGER NOT NULL,
    fencing_token    INTEGER NOT NULL,
    failed_attempts  INTEGER NOT NULL DEFAULT 0,
    node_deaths      INTEGER NOT NULL DEFAULT 0,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    node             INTEGER,
    started_at       INTEGER,
    finished_at      INTEGER,
    note             TEXT,
    unique_key       TEXT,
    -- until when the job stands in the way of another with its key: 0 started, 1 finished, 2 removed; and at least until
    unique_until     INTEGER,
    unique_end       INTEGER,
    -- after how many seconds of waiting it counts as one priority higher
    ageing           INTEGER
) STRICT;

-- Finds a job, keeps it from being stored twice, and lists jobs newest first.
CREATE UNIQUE INDEX typedqueue_job_id ON typedqueue_job (namespace, id);

-- Claims: for each kind that a node knows, the order in which jobs run.
CREATE INDEX typedqueue_job_ready ON typedqueue_job (queue, kind, priority DESC, id) WHERE state = 1;

-- Promotion: what is due first. The other columns are for counts.
CREATE INDEX typedqueue_job_waiting ON typedqueue_job (namespace, run_at, queue, state) WHERE state IN (0, 6);

-- Rescue and heartbeats: what a node runs.
CREATE INDEX typedqueue_job_running ON typedqueue_job (node, cancel_requested) WHERE state = 2;

-- Retention, counts, and lists of dead letters.
CREATE INDEX typedqueue_job_finished ON typedqueue_job (queue, state, finished_at) WHERE finished_at IS NOT NULL;

-- Jobs to be made ready once a node knows their kind.
CREATE INDEX typedqueue_job_unknown ON typedqueue_job (queue, kind) WHERE state = 7;

-- What does not change with a job's state. The context is a JSON object, tags and gates are JSON arrays.
CREATE TABLE typedqueue_payload (
    job     INTEGER PRIMARY KEY,
    payload TEXT NOT NULL,
    tags    TEXT,
    context TEXT,
    gates   TEXT
) STRICT;

-- Which job holds a key.
CREATE TABLE typedqueue_unique_key (
    queue INTEGER NOT NULL,
    key   TEXT NOT NULL,
    job   INTEGER NOT NULL,
    PRIMARY KEY (queue, key)
) STRICT, WITHOUT ROWID;

-- A node stays for a while after it has gone, for the name of the node that ran a job last. Its number is never given
-- to another.
CREATE TABLE typedqueue_node (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    namespace   INTEGER NOT NULL,
    name        TEXT NOT NULL,
    host        TEXT NOT NULL,
    process_id  INTEGER NOT NULL,
    started_at  INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    -- 1 once a rescue has begun to take its jobs: from then on it cannot come back
    dead        INTEGER NOT NULL DEFAULT 0,
    gone_at     INTEGER,
    UNIQUE (namespace, name)
) STRICT;

CREATE INDEX typedqueue_node_present ON typedqueue_node (namespace) WHERE gone_at IS NULL;

-- The kinds that a node can run; a queue of which it knows none has one row without a name.
CREATE TABLE typedqueue_node_kind (
    node    INTEGER NOT NULL,
    queue   TEXT NOT NULL,
    name    TEXT,
    version INTEGER
) STRICT;

CREATE INDEX typedqueue_node_kind_node ON typedqueue_node_kind (node);

CREATE TABLE typedqueue_pause (
    namespace INTEGER NOT NULL,
    queue     TEXT NOT NULL,
    paused_by TEXT NOT NULL,
    since     INTEGER NOT NULL,
    PRIMARY KEY (namespace, queue)
) STRICT, WITHOUT ROWID;

CREATE TABLE typedqueue_schedule (
    namespace    INTEGER NOT NULL,
    queue        TEXT NOT NULL,
    job          TEXT NOT NULL,
    revision     INTEGER NOT NULL,
    slot         INTEGER NOT NULL,
    changed_to   TEXT,
    paused_by    TEXT,
    paused_since INTEGER,
    last_job     BLOB,
    PRIMARY KEY (namespace, queue, job)
) STRICT, WITHOUT ROWID;
