package dev.typedqueue.benchmarks.measure;

/** A quantity that a cell reports. */
public enum Figure {
    /** Jobs a second, run or added as the cell says. */
    RATE("jobs/s"),
    /** Jobs added a second by one thread, one by one. */
    ADDS_BY_1("jobs/s"),
    /** Jobs added a second by eight threads, one by one. */
    ADDS_BY_8("jobs/s"),
    /** Jobs added a second in bulk. */
    ADDS_IN_BULK("jobs/s"),
    /** Time an operation takes. */
    MICROSECONDS("µs"),
    /** Time a run takes. */
    SECONDS("s"),
    /** Half of the jobs began sooner after they were added. */
    PICKUP_P50("ms"),
    /** Of a hundred jobs, 99 began sooner after they were added. */
    PICKUP_P99("ms"),
    /** Jobs added a second while the pickup was measured. */
    LOAD("jobs/s"),
    /** How many jobs the cell ran. */
    JOBS("jobs"),
    /** How many jobs lay beside those that ran. */
    BESIDE("jobs"),
    /** Write-ahead log of the whole server, while jobs were added in bulk. */
    WAL_PER_ADD("B/job"),
    /** Write-ahead log of the whole server, while jobs ran. */
    WAL_PER_JOB("B/job"),
    /** Committed transactions. */
    COMMITS_PER_JOB("/job"),
    /** Statements that the server executed. */
    STATEMENTS_PER_JOB("/job"),
    /** Pages of the server's cache that a statement that claims looks at, those that it has to read included. */
    BUFFERS_PER_CLAIM("/claim"),
    /** Jobs that a statement that claims gives, those that find none included. */
    JOBS_PER_CLAIM("/claim"),
    /** Row versions that updates and deletes left for vacuum. */
    DEAD_ROWS_PER_JOB("/job"),
    /** Processor time of the processes that run the jobs. */
    CLIENT_CPU_PER_JOB("µs/job"),
    /** Processor time of the database server. */
    SERVER_CPU_PER_JOB("µs/job"),
    /** The rate with an old snapshot pinned, in parts of the rate before. */
    KEPT("%");

    private final String unit;

    Figure(String unit) {
        this.unit = unit;
    }

    /** Its unit, as a table shows it. */
    public String unit() {
        return unit;
    }
}
