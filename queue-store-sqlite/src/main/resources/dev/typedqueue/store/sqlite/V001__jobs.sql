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
    -- of a gate that limits a rate: when all permits will be there again; and when to look there next, for somebody who
    -- waits, or to close it
    full_at INTEGER,
    next_at INTEGER,
    UNIQUE (queue, name, key)
) STRICT;

CREATE INDEX typedqueue_gate_touched ON typedqueue_gate (queue) WHERE touched = 1;

CREATE INDEX typedqueue_gate_next ON typedqueue_gate (next_at) WHERE next_at IS NOT NULL;

-- Blocked jobs, each at the first of its gates that it has not passed.
CREATE TABLE typedqueue_gate_waiter (
    gate    INTEGER NOT NULL,
    id      BLOB NOT NULL,
    -- that of the job
    rank    INTEGER NOT NULL,
    -- whether the job has other gates too
    several INTEGER NOT NULL,
    job     INTEGER NOT NULL,
    PRIMARY KEY (gate, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX typedqueue_gate_waiter_urgency ON typedqueue_gate_waiter (gate, rank, id);

CREATE INDEX typedqueue_gate_waiter_job ON typedqueue_gate_waiter (job);

-- Jobs that were let through a gate and have not given back their place. Of a gate that limits a rate, a gatekeeper
-- forgets those that have started.
CREATE TABLE typedqueue_gate_holder (
    gate INTEGER NOT NULL,
    job  INTEGER NOT NULL,
    PRIMARY KEY (gate, job)
) STRICT, WITHOUT ROWID;

CREATE INDEX typedqueue_gate_holder_job ON typedqueue_gate_holder (job);

-- Triggers write what a change of state means at gates, so that no statement can forget it. A job that is replaced, or
-- that a person moves, leaves its gates before: its state does not tell. One that is not gated has no row at any gate.
--
-- A new job stands at its first gate at once.
CREATE TRIGGER typedqueue_job_arrived AFTER INSERT ON typedqueue_payload WHEN NEW.gates IS NOT NULL
BEGIN
    INSERT INTO typedqueue_gate (queue, name, key, touched)
    SELECT queue, NEW.gates ->> 0, NEW.gates ->> 1, 1 FROM typedqueue_job WHERE seq = NEW.job AND state = 8
    ON CONFLICT (queue, name, key) DO UPDATE SET touched = 1 WHERE NOT touched;

    INSERT INTO typedqueue_gate_waiter (gate, id, rank, several, job)
    SELECT g.id, j.id, j.rank, json_array_length(NEW.gates) > 2, j.seq
    FROM typedqueue_job j CROSS JOIN typedqueue_gate g
        ON g.queue = j.queue AND g.name = NEW.gates ->> 0 AND g.key = NEW.gates ->> 1
    WHERE j.seq = NEW.job AND j.state = 8;
END;

-- A job that has ended for good gives back its places at once.
CREATE TRIGGER typedqueue_job_ended AFTER UPDATE OF state ON typedqueue_job WHEN NEW.gated AND NEW.state IN (3, 5)
BEGIN
    UPDATE typedqueue_gate SET touched = 1
    WHERE NOT touched AND id IN (SELECT gate FROM typedqueue_gate_holder WHERE job = NEW.seq);
    DELETE FROM typedqueue_gate_holder WHERE job = NEW.seq;
    DELETE FROM typedqueue_gate_waiter WHERE job = NEW.seq;
END;

CREATE TRIGGER typedqueue_job_gone AFTER DELETE ON typedqueue_job WHEN OLD.gated
BEGIN
    UPDATE typedqueue_gate SET touched = 1
    WHERE NOT touched AND id IN (SELECT gate FROM typedqueue_gate_holder WHERE job = OLD.seq);
    DELETE FROM typedqueue_gate_holder WHERE job = OLD.seq;
    DELETE FROM typedqueue_gate_waiter WHERE job = OLD.seq;
    DELETE FROM typedqueue_gate_note WHERE job = OLD.seq;
END;

-- Jobs that may have to change their gates, for the next look there: what they keep depends on the limits.
CREATE TABLE typedqueue_gate_note (
    job   INTEGER PRIMARY KEY,
    queue INTEGER NOT NULL
) STRICT;

-- A job that is claimed, handed back or let through changes nothing at its gates. One that is blocked, and is written as
-- blocked again, may have another rank or other gates.
CREATE TRIGGER typedqueue_job_moved AFTER UPDATE OF state ON typedqueue_job
WHEN NEW.gated AND NEW.state NOT IN (3, 5)
    AND (NEW.state = 8 OR NEW.state <> OLD.state AND NOT (OLD.state IN (1, 2, 8) AND NEW.state IN (1, 2)))
BEGIN
    INSERT OR IGNORE INTO typedqueue_gate_note (job, queue) VALUES (NEW.seq, NEW.queue);
END;
