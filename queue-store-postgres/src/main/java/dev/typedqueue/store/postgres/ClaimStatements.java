package dev.typedqueue.store.postgres;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The statements that {@link Claims} runs to claim jobs. */
final class ClaimStatements {

    /**
     * All by the primary key of ready, which is the order of claims within a kind and lane.
     *
     * <ul>
     *   <li>{@code live} locks the node's row against a rescue, not against heartbeats or other claims. It is empty if
     *       there is a pause that the claimer does not know of.
     *   <li>{@code mix} merges the parts, to see how many of the first jobs are in each. So jobs of kinds that the node
     *       does not know are never read, however many stand in front. It locks nothing, and so may count jobs that
     *       another is about to take.
     *   <li>{@code taken} locks as many jobs of each part, and steps over those that others have locked.
     *   <li>{@code leased} is one row for all of them.
     * </ul>
     *
     * <p>The first row that it returns is the lease's; the others are the jobs', in no order: what the caller can sort
     * costs the server nothing. A job's position is its place in the lease.
     */
    private static final String CLAIM = """
            WITH live AS MATERIALIZED (
                SELECT n.id FROM {schema}.node n
                WHERE n.namespace = ? AND n.name = ? AND n.gone_at IS NULL AND NOT n.dead AND n.lease_until > {now}
                  AND NOT EXISTS (SELECT 1 FROM {schema}.pause WHERE namespace = ? AND queue IN (?, '*') AND job <> ALL (?))
                FOR KEY SHARE OF n),
            %s
            claimed AS (
                DELETE FROM {schema}.ready WHERE ctid = ANY (ARRAY(SELECT place FROM taken)) RETURNING rank, id),
            leased AS (
                INSERT INTO {schema}.lease (id, started_at, node, queue, shard, namespace, ids)
                SELECT nextval('{schema}.lease_id'), {now}, (SELECT id FROM live), ?, ?, ?, array_agg(id)
                FROM claimed HAVING count(*) > 0
                RETURNING id, started_at, ids)
            SELECT l.id AS lease, l.started_at, array_send(l.ids) AS ids, NULL::uuid AS id, NULL::integer AS kind,
                NULL::text AS payload, NULL::integer AS priority, NULL::bigint AS added_at, NULL::bigint AS run_at,
                NULL::integer AS failed_attempts, NULL::integer AS node_deaths, NULL::jsonb AS context,
                NULL::integer AS rank
            FROM leased l
            UNION ALL
            SELECT NULL, NULL, NULL, j.id, j.kind, j.payload, j.priority, j.added_at, j.run_at,
                j.failed_attempts, j.node_deaths, j.context, {schema}.claim_rank(j.priority, j.ageing, j.run_at)
            FROM leased l CROSS JOIN LATERAL (%s) j
            """;

    /**
     * The jobs of a lease, by one scan of the primary key: it stays on a page for all ids that are there. Before
     * PostgreSQL 17, a list of ids after {@code shard} may not bound what is read of the index.
     */
    static final String JOBS_BY_LIST = """
            SELECT * FROM {schema}.job b WHERE b.shard = ? AND b.namespace = ? AND b.id = ANY (l.ids) OFFSET 0""";

    /** The jobs of a lease, by a probe of the primary key for each. */
    static final String JOBS_BY_PROBES = """
            SELECT b.* FROM unnest(l.ids) AS u(id) CROSS JOIN LATERAL (
                SELECT * FROM {schema}.job WHERE shard = ? AND namespace = ? AND id = u.id LIMIT 1) b""";

    // One constant for each statement, as elsewhere.
    @SuppressWarnings("InlineFormatString")
    private static final String TAKE_MERGED = """
            part AS MATERIALIZED (
                SELECT * FROM unnest(?::integer[], ?::integer[], ?::integer[], ?::uuid[], ?::bigint[])
                    WITH ORDINALITY AS p(kind, lane, from_rank, from_id, below_rank, number)),
            mix AS MATERIALIZED (
                SELECT number, count(*) AS jobs
                FROM (SELECT number FROM (
                    %s) AS u
                    ORDER BY rank, id LIMIT ?) AS first
                GROUP BY number),
            taken AS MATERIALIZED (
                SELECT r.place
                FROM live CROSS JOIN mix JOIN part ON part.number = mix.number
                    CROSS JOIN LATERAL (
                        SELECT q.ctid AS place FROM {schema}.ready q
                        WHERE q.shard = ? AND q.queue = ? AND q.kind = part.kind AND q.lane = part.lane
                          AND (q.rank, q.id) >= (part.from_rank, part.from_id) AND q.rank < part.below_rank
                        ORDER BY q.rank, q.id LIMIT mix.jobs FOR UPDATE SKIP LOCKED) r),""";

    /** For very many kinds at once: reads and sorts all ready jobs of the queue. */
    private static final String TAKE_SORTED = """
            taken AS MATERIALIZED (
                SELECT q.ctid AS place FROM live CROSS JOIN {schema}.ready q
                WHERE q.shard = ? AND q.queue = ? AND q.kind = ANY (?)
                ORDER BY q.rank, q.id LIMIT ? FOR UPDATE OF q SKIP LOCKED),""";

    private static final String PART = """
            (SELECT %d AS number, rank, id FROM {schema}.ready
                    WHERE shard = ? AND queue = ? AND kind = ? AND lane = ? AND (rank, id) >= (?, ?) AND rank < ?
                    ORDER BY rank, id LIMIT ?)""";

    private final String jobs;
    private final Map<Integer, String> merged = new ConcurrentHashMap<>();

    /**
     * Statements for a server.
     *
     * @param scansLists see {@link Server#scansLists}
     */
    ClaimStatements(boolean scansLists) {
        this.jobs = scansLists ? JOBS_BY_LIST : JOBS_BY_PROBES;
    }

    /** Claims jobs of so many parts, by merging them. */
    String merged(int parts) {
        return merged.computeIfAbsent(parts, this::merge);
    }

    private String merge(int parts) {
        String all = IntStream.rangeClosed(1, parts)
                .mapToObj(PART::formatted)
                .collect(Collectors.joining("\n        UNION ALL\n        "));
        return CLAIM.formatted(TAKE_MERGED.formatted(all), jobs);
    }

    /** Claims jobs of very many kinds. */
    String sorted() {
        return CLAIM.formatted(TAKE_SORTED, jobs);
    }
}
