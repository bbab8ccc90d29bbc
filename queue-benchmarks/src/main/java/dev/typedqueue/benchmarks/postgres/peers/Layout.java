package dev.typedqueue.benchmarks.postgres.peers;

import org.jspecify.annotations.Nullable;

/**
 * The tables of a loop that is written by hand, and the statements on them.
 *
 * @param id by which it is named on command lines
 * @param title as the report shows it
 * @param tables makes the tables
 * @param insert takes ids and payloads
 * @param schedule takes ids, payloads and a time
 * @param claim takes the floor if there is one, and how many jobs at most; gives the claim's token and, for each job,
 *     the id and the payload
 * @param hasFloor whether a claim begins at an id, so that it does not step over the index entries of jobs long gone
 * @param finish takes the token, and the ids unless one row stands for the whole claim
 * @param finishesById whether it takes the ids
 * @param promote makes due jobs ready; null if they are where the ready ones are
 * @param unfinished the query that says whether a job that is due has not been finished
 */
record Layout(
        String id,
        String title,
        String tables,
        String insert,
        String schedule,
        String claim,
        boolean hasFloor,
        String finish,
        boolean finishesById,
        @Nullable String promote,
        String unfinished) {

    /** By this comment in its midst, where the server keeps it, a claim is told from other statements. */
    static final String CLAIM = "/* claim */";

    /** The same for all, though some are faster: they are compared on tables of the same size. */
    static final int RATE = 40_000;

    private static final String SPLIT_TABLES = """
            create table job (id bigint primary key, payload text not null);
            create table ready (id bigint primary key);
            create table scheduled (run_at timestamptz not null, id bigint not null, primary key (run_at, id));
            """;
    private static final String SPLIT_INSERT = """
            with new as (select * from unnest(?::bigint[], ?::text[]) as new (id, payload)),
            body as (insert into job select id, payload from new)
            insert into ready select id from new""";
    private static final String SPLIT_SCHEDULE = """
            with new as (select * from unnest(?::bigint[], ?::text[]) as new (id, payload)),
            body as (insert into job select id, payload from new)
            insert into scheduled select ?, id from new""";
    private static final String SPLIT_PROMOTE = """
            with due as (
                delete from scheduled where ctid = any (array(
                    select ctid from scheduled where run_at <= now() order by run_at limit 1000
                    for update skip locked))
                returning id)
            insert into ready select id from due""";
    private static final String SPLIT_UNFINISHED =
            "select exists (select 1 from ready) or exists (select 1 from lease)";

    /** One row of the lease for each claim, with the ids of its jobs; the token is its key. */
    private static final String BATCH_TABLES = SPLIT_TABLES + """
            create table lease (token bigint generated always as identity primary key, ids bigint[] not null);
            create table outcome (token bigint primary key, ids bigint[] not null, at timestamptz not null);
            """;

    private static final String BATCH_FINISH = """
            with gone as (delete from lease where token = ? returning token, ids)
            insert into outcome select token, ids, now() from gone""";

    /**
     * A job is one row, which changes with its state: 0 is ready, or scheduled as long as its time has not come, 1 is
     * running, 2 is completed. There is an index for each state that somebody looks for: claims for the ready ones, a
     * rescue for the running ones.
     */
    static final Layout ONE_TABLE = new Layout(
            "one-table",
            "one table",
            """
            create sequence token;
            create table job (
                id bigint primary key,
                state smallint not null,
                run_at timestamptz not null,
                token bigint,
                finished_at timestamptz,
                payload text not null);
            create index job_ready on job (run_at, id) where state = 0;
            create index job_running on job (token) where state = 1;
            """,
            """
            insert into job (id, state, run_at, payload)
            select id, 0, now(), payload from unnest(?::bigint[], ?::text[]) as new (id, payload)""",
            """
            with new as (select * from unnest(?::bigint[], ?::text[]) as new (id, payload))
            insert into job (id, state, run_at, payload) select id, 0, ?, payload from new""",
            // Served by job_ready.
            """
            update /* claim */ job set state = 1, token = (select nextval('token')) where ctid = any (array(
                select ctid from job where state = 0 and run_at <= now() order by run_at, id limit ?
                for update skip locked))
            returning token, id, payload""",
            false,
            "update job set state = 2, finished_at = now() where token = ? and state = 1 and id = any (?)",
            true,
            null,
            """
            select exists (select 1 from job where state = 1)
                or exists (select 1 from job where state = 0 and run_at <= now())""");

    /** The body is written once; what changes is a row for each job in a narrow table. */
    static final Layout ROW_PER_JOB = new Layout(
            "row-per-job",
            "split, a row a job",
            SPLIT_TABLES + """
            create sequence token;
            create table lease (id bigint primary key, token bigint not null);
            create table outcome (id bigint primary key, at timestamptz not null);
            """,
            SPLIT_INSERT,
            SPLIT_SCHEDULE,
            """
            with /* claim */ claimed as (
                delete from ready where ctid = any (array(
                    select ctid from ready order by id limit ? for update skip locked))
                returning id),
            leased as (
                insert into lease (id, token) select id, (select nextval('token')) from claimed returning id, token)
            select leased.token, job.id, job.payload from leased join job on job.id = leased.id""",
            false,
            """
            with gone as (delete from lease where token = ? and id = any (?) returning id)
            insert into outcome select id, now() from gone""",
            true,
            SPLIT_PROMOTE,
            SPLIT_UNFINISHED);

    /** The body is written once; leases and outcomes are a row for each claim. */
    static final Layout ROW_PER_BATCH = perBatch("row-per-batch", "split, a row a batch", "", false);

    /** The same, and each claimer remembers the least id that it got last. The primary key of ready serves it. */
    static final Layout ROW_PER_BATCH_WITH_FLOOR =
            perBatch("claim-floor", "split, a row a batch, claim floor", "where id >= ?", true);

    private static Layout perBatch(String id, String title, String floor, boolean hasFloor) {
        return new Layout(
                id,
                title,
                BATCH_TABLES,
                SPLIT_INSERT,
                SPLIT_SCHEDULE,
                """
                with /* claim */ claimed as (
                    delete from ready where ctid = any (array(
                        select ctid from ready %s order by id limit ? for update skip locked))
                    returning id),
                leased as (
                    insert into lease (ids) select array_agg(id) from claimed having count(*) > 0 returning token)
                select leased.token, job.id, job.payload
                from leased, claimed join job on job.id = claimed.id""".formatted(floor),
                hasFloor,
                BATCH_FINISH,
                false,
                SPLIT_PROMOTE,
                SPLIT_UNFINISHED);
    }
}
