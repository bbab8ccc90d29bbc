-- Times are microseconds since 1970-01-01T00:00Z. Names that recur in many rows are numbers here.

CREATE TABLE typedqueue_namespace (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE typedqueue_queue (
    id        INTEGER PRIMARY KEY,
    namespace INTEGER NOT NULL,
    name      TEXT NOT NULL,
    -- whether a node has said what its limits are; until then its gates are shut
    limited   INTEGER NOT NULL DEFAULT 0,
    -- how many of its jobs each node runs at the same time, if a person has changed it
    concurrency INTEGER,
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
    -- 6 parked until run_at, 7 parked until a node knows its kind, 8 blocked at a gate
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
    -- whether it must pass gates before it is ready
    gated            INTEGER NOT NULL DEFAULT 0,
    -- after how many seconds of waiting it counts as one priority higher
    ageing           INTEGER,
    -- The order of claims: the lesser, the sooner. Without ageing it is the complement of the priority. With ageing it is
    -- the second in which the job was due, moved back by what its priority is worth: so no row changes while a job waits.
    rank             INTEGER NOT NULL AS (iif(ageing IS NULL, ~priority, run_at / 1000000 - priority * ageing)) VIRTUAL
) STRICT;

-- Finds a job, keeps it from being stored twice, and lists jobs newest first.
CREATE UNIQUE INDEX typedqueue_job_id ON typedqueue_job (namespace, id);

-- Claims: for each kind that a node knows, the order in which jobs run.
CREATE INDEX typedqueue_job_ready ON typedqueue_job (queue, kind, rank, id) WHERE state = 1;

-- Promotion: what is due first. The other columns are for counts.
CREATE INDEX typedqueue_job_waiting ON typedqueue_job (namespace, run_at, queue, state) WHERE state IN (0, 6);

-- Rescue and heartbeats: what a node runs.
CREATE INDEX typedqueue_job_running ON typedqueue_job (node, cancel_requested) WHERE state = 2;

-- Retention, and counts.
CREATE INDEX typedqueue_job_finished ON typedqueue_job (queue, state, finished_at) WHERE finished_at IS NOT NULL;

-- Jobs to be made ready once a node knows their kind.
CREATE INDEX typedqueue_job_unknown ON typedqueue_job (queue, kind) WHERE state = 7;

-- Lists, newest first, of the jobs that neither wait for a worker nor run nor have completed. The last columns are for
-- filters.
CREATE INDEX typedqueue_job_aside ON typedqueue_job (namespace, state, id, queue, kind)
    WHERE state IN (0, 4, 5, 6, 7, 8);

-- What does not change with a job's state. The context is a JSON object, the others are JSON arrays; log and progress
-- are what the job's attempts tell of themselves.
CREATE TABLE typedqueue_payload (
    job      INTEGER PRIMARY KEY,
    payload  TEXT NOT NULL,
    tags     TEXT,
    context  TEXT,
    gates    TEXT,
    progress TEXT,
    log      TEXT
) STRICT;

-- Which jobs have a tag, in the order of their ids.
CREATE TABLE typedqueue_tag (
    namespace INTEGER NOT NULL,
    tag       TEXT NOT NULL,
    id        BLOB NOT NULL,
    PRIMARY KEY (namespace, tag, id)
) STRICT, WITHOUT ROWID;

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

-- What no node takes. The job is empty where a whole queue is meant, and the queue is * where all are.
CREATE TABLE typedqueue_pause (
    namespace INTEGER NOT NULL,
    queue     TEXT NOT NULL,
    job       TEXT NOT NULL,
    paused_by TEXT NOT NULL,
    since     INTEGER NOT NULL,
    PRIMARY KEY (namespace, queue, job)
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

CREATE TABLE typedqueue_limit (
    queue    INTEGER NOT NULL,
    name     TEXT NOT NULL,
    declared TEXT NOT NULL,
    -- what a person has set in its place
    changed  TEXT,
    PRIMARY KEY (queue, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE typedqueue_gate (
    id      INTEGER PRIMARY KEY,
    queue   INTEGER NOT NULL,
    name    TEXT NOT NULL,
    key     TEXT NOT NULL,
    -- whether something has changed there since it was looked at
    touched INTEGER NOT NULL DEFAULT 0,
    -- of a gate that limits a rate: when all permits will be there again, and when the next one that somebody waits for
    full_at INTEGER,
    next_at INTEGER,
    UNIQUE (queue, name, key)
) STRICT;

CREATE INDEX typedqueue_gate_touched ON typedqueue_gate (queue) WHERE touched = 1;

CREATE INDEX typedqueue_gate_next ON typedqueue_gate (next_at) WHERE next_at IS NOT NULL;

-- Jobs that stand at a gate (passed 0), and those that were let through and have not given back their place.
CREATE TABLE typedqueue_gate_entry (
    gate     INTEGER NOT NULL,
    job      BLOB NOT NULL,
    passed   INTEGER NOT NULL,
    -- that of the job
    rank     INTEGER NOT NULL,
    PRIMARY KEY (gate, job)
) STRICT, WITHOUT ROWID;

CREATE INDEX typedqueue_gate_entry_urgency ON typedqueue_gate_entry (gate, passed, rank, job);

CREATE INDEX typedqueue_gate_entry_turn ON typedqueue_gate_entry (gate, passed, job);

CREATE INDEX typedqueue_gate_entry_job ON typedqueue_gate_entry (job);

-- Jobs with gates whose state has changed, for the next look at the gates. Triggers write it, so that there is no way to
-- change a state and forget the gates.
CREATE TABLE typedqueue_gate_note (
    queue INTEGER NOT NULL,
    job   BLOB NOT NULL,
    PRIMARY KEY (queue, job)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER typedqueue_job_arrived AFTER INSERT ON typedqueue_job WHEN NEW.gated AND NEW.state = 8
BEGIN
    INSERT OR IGNORE INTO typedqueue_gate_note (queue, job) VALUES (NEW.queue, NEW.id);
END;

-- A job that is claimed, handed back or let through changes nothing at its gates. One that waits there may get another
-- rank.
CREATE TRIGGER typedqueue_job_moved AFTER UPDATE OF state, run_at ON typedqueue_job
WHEN NEW.gated AND (NEW.state <> OLD.state AND NOT (OLD.state IN (1, 2, 8) AND NEW.state IN (1, 2))
    OR NEW.state = 8 AND NEW.run_at <> OLD.run_at)
BEGIN
    INSERT OR IGNORE INTO typedqueue_gate_note (queue, job) VALUES (NEW.queue, NEW.id);
END;

CREATE TRIGGER typedqueue_job_gone AFTER DELETE ON typedqueue_job WHEN OLD.gated
BEGIN
    INSERT OR IGNORE INTO typedqueue_gate_note (queue, job) VALUES (OLD.queue, OLD.id);
END;
