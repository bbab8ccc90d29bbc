package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.NodeLostException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Gives ready jobs to nodes. */
final class Claims {

    private static final Comparator<ClaimedJob> BY_URGENCY = Comparator.comparing(
                    ClaimedJob::priority, Comparator.reverseOrder())
            .thenComparing(ClaimedJob::id);

    private static final long NO_RANK = Integer.MIN_VALUE;
    private static final long ANY_RANK = Integer.MAX_VALUE + 1L;
    private static final UUID LEAST = new UUID(0, 0);

    // The primary keys of node, pause and ready: one probe a kind.
    static final String LOOK = """
            SELECT
                EXISTS (SELECT 1 FROM {schema}.node
                        WHERE namespace = ? AND name = ? AND gone_at IS NULL AND NOT dead AND lease_until > {now})
                    AS alive,
                EXISTS (SELECT 1 FROM {schema}.pause WHERE namespace = ? AND queue IN (?, '*')) AS paused,
                EXISTS (SELECT 1 FROM unnest(?::integer[]) AS s(shard), unnest(?::integer[]) AS k(kind),
                            LATERAL (SELECT 1 FROM {schema}.ready r
                                     WHERE r.shard = s.shard AND r.queue = ? AND r.kind = k.kind LIMIT 1) any_job)
                    AS any_ready
            """;

    /**
     * Claims. All by the primary key of ready, which is the order of claims within a kind and lane.
     *
     * <ul>
     *   <li>{@code live} locks the node's row against a rescue, not against heartbeats or other claims.
     *   <li>{@code mix} merges the parts, to see how many of the first jobs are in each. So jobs of kinds that the node
     *       does not know are never read, however many stand in front. It locks nothing, and so may count jobs that
     *       another is about to take.
     *   <li>{@code taken} locks as many jobs of each part, and steps over those that others have locked.
     *   <li>{@code leased} is one row for all of them.
     * </ul>
     */
    private static final String CLAIM = """
            WITH live AS MATERIALIZED (
                SELECT n.id FROM {schema}.node n
                WHERE n.namespace = ? AND n.name = ? AND n.gone_at IS NULL AND NOT n.dead AND n.lease_until > {now}
                  AND NOT EXISTS (SELECT 1 FROM {schema}.pause WHERE namespace = ? AND queue IN (?, '*'))
                FOR KEY SHARE OF n),
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
                        ORDER BY q.rank, q.id LIMIT mix.jobs FOR UPDATE SKIP LOCKED) r),
            claimed AS (
                DELETE FROM {schema}.ready WHERE ctid = ANY (ARRAY(SELECT place FROM taken)) RETURNING rank, id),
            leased AS (
                INSERT INTO {schema}.lease (id, started_at, claim, node, queue, shard, namespace, ids)
                SELECT nextval('{schema}.lease_id'), {now}, ?, (SELECT id FROM live), ?, ?, ?,
                    array_agg(id ORDER BY rank, id)
                FROM claimed HAVING count(*) > 0
                RETURNING id, started_at, ids)
            SELECT l.id AS lease, l.started_at, u.position, j.id, j.kind, j.payload, j.priority, j.added_at, j.run_at,
                j.failed_attempts, j.node_deaths
            FROM leased l CROSS JOIN LATERAL unnest(l.ids) WITH ORDINALITY AS u(id, position)
                JOIN {schema}.job j ON j.shard = ? AND j.namespace = ? AND j.id = u.id
            ORDER BY u.position
            """;

    private static final String PART = """
            (SELECT %d AS number, rank, id FROM {schema}.ready
                    WHERE shard = ? AND queue = ? AND kind = ? AND lane = ? AND (rank, id) >= (?, ?) AND rank < ?)""";

    private final Scope scope;
    private final Leases leases;
    private final Floors floors = new Floors();
    private final Unheard unheard = new Unheard();
    private final AtomicInteger turn = new AtomicInteger();
    private final Map<Integer, String> statements = new ConcurrentHashMap<>();

    /** Queues whose last claim was filled: there is likely more, and a look ahead would be wasted. */
    private final Set<Integer> busyQueues = ConcurrentHashMap.newKeySet();

    Claims(Scope scope, Leases leases) {
        this.scope = scope;
        this.leases = leases;
    }

    /** A request with the numbers of what it names. */
    private record Numbered(ClaimRequest request, int queue, Map<Integer, JobKind> kinds) {}

    /** Jobs of one kind and lane, from a place in their order on. */
    private record Part(int kind, int lane, long fromRank, UUID fromId, long belowRank) {}

    /** What a claim gave, and when. */
    private record Claimed(ClaimedJob job, long at) {}

    /**
     * Claims jobs.
     *
     * @throws NodeLostException if the node is not alive
     */
    List<ClaimedJob> claim(ClaimRequest request) {
        handBackUnheard(request);
        Numbered claim = number(request);
        if (!busyQueues.contains(claim.queue()) && !isWorthTrying(claim)) {
            return List.of();
        }
        List<ClaimedJob> jobs = new ArrayList<>();
        int first = turn.getAndIncrement();
        for (int i = 0; i < scope.shards() && jobs.size() < request.limit(); i++) {
            int shard = Math.floorMod(first + i, scope.shards());
            jobs.addAll(claim(claim, shard, Math.min(Leases.MOST_JOBS, request.limit() - jobs.size())));
        }
        if (scope.shards() > 1) {
            jobs.sort(BY_URGENCY);
        }
        if (jobs.size() == request.limit()) {
            busyQueues.add(claim.queue());
        } else {
            busyQueues.remove(claim.queue());
        }
        if (jobs.isEmpty()) {
            isWorthTrying(claim);
        }
        return jobs;
    }

    private Numbered number(ClaimRequest request) {
        Map<Integer, JobKind> kinds = new TreeMap<>();
        request.kinds().forEach(kind -> kinds.put(scope.kind(kind), kind));
        return new Numbered(request, scope.queue(request.queue()), kinds);
    }

    private boolean isWorthTrying(Numbered claim) {
        boolean[] answer = scope.database()
                .read(sql -> sql.first(
                                LOOK,
                                row -> new boolean[] {row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)},
                                scope.namespace(),
                                claim.request().node().value(),
                                scope.namespace(),
                                claim.request().queue(),
                                Sql.Array.ints(IntStream.range(0, scope.shards())
                                        .boxed()
                                        .toList()),
                                Sql.Array.ints(claim.kinds().keySet()),
                                claim.queue())
                        .orElseThrow());
        if (!answer[0]) {
            throw new NodeLostException(claim.request().node());
        }
        return !answer[1] && answer[2];
    }

    private List<ClaimedJob> claim(Numbered claim, int shard, int limit) {
        long number = ThreadLocalRandom.current().nextLong();
        List<Claimed> claimed;
        try {
            claimed = scope.database().single(sql -> claim(sql, claim, shard, limit, number));
        } catch (RuntimeException e) {
            unheard.add(claim.request().node(), number);
            throw e;
        }
        List<ClaimedJob> jobs = claimed.stream().map(Claimed::job).toList();
        if (!jobs.isEmpty()) {
            long at = claimed.get(0).at();
            Floors.grouped(jobs, job -> new Floors.Lane(shard, claim.queue(), scope.kind(job.kind())))
                    .forEach((lane, ofLane) -> floors.learn(lane, ofLane, at, System.nanoTime()));
        }
        return jobs;
    }

    private List<Claimed> claim(Sql sql, Numbered claim, int shard, int limit, long number) throws SQLException {
        List<Part> parts = parts(claim, shard);
        if (parts.isEmpty()) {
            return List.of();
        }
        List<@Nullable Object> values = new ArrayList<>(List.of(
                scope.namespace(),
                claim.request().node().value(),
                scope.namespace(),
                claim.request().queue(),
                Sql.Array.of("int4", parts, Part::kind),
                Sql.Array.of("int4", parts, Part::lane),
                Sql.Array.of("int4", parts, part -> (int) part.fromRank()),
                Sql.Array.of("uuid", parts, Part::fromId),
                Sql.Array.of("int8", parts, Part::belowRank)));
        for (Part part : parts) {
            values.addAll(List.of(
                    shard,
                    claim.queue(),
                    part.kind(),
                    part.lane(),
                    (int) part.fromRank(),
                    part.fromId(),
                    part.belowRank()));
        }
        values.addAll(List.of(
                limit,
                shard,
                claim.queue(),
                number,
                claim.queue(),
                shard,
                scope.namespace(),
                shard,
                scope.namespace()));
        return sql.list(statement(parts.size()), row -> read(row, claim), values.toArray());
    }

    /** For each kind the jobs of lane 0, and those of lane 1 that are more urgent than the floor or beyond it. */
    private List<Part> parts(Numbered claim, int shard) {
        List<Part> parts = new ArrayList<>();
        long now = System.nanoTime();
        for (int kind : claim.kinds().keySet()) {
            Floors.Floor floor = floors.of(new Floors.Lane(shard, claim.queue(), kind), now);
            parts.add(new Part(kind, 0, NO_RANK, LEAST, ANY_RANK));
            parts.add(new Part(kind, 1, NO_RANK, LEAST, floor.rank()));
            parts.add(new Part(kind, 1, floor.rank(), floor.id(), ANY_RANK));
        }
        return parts;
    }

    private static ClaimedJob job(ResultSet row, Numbered claim) throws SQLException {
        return new ClaimedJob(
                new JobId(row.getObject("id", UUID.class)),
                claim.request().queue(),
                Objects.requireNonNull(claim.kinds().get(row.getInt("kind"))),
                row.getString("payload"),
                row.getInt("priority"),
                Timestamps.at(row.getLong("added_at")),
                Timestamps.at(row.getLong("run_at")),
                row.getInt("failed_attempts"),
                row.getInt("node_deaths"),
                Leases.token(row.getLong("lease"), row.getInt("position") - 1));
    }

    private static Claimed read(ResultSet row, Numbered claim) throws SQLException {
        return new Claimed(job(row, claim), row.getLong("started_at"));
    }

    private String statement(int parts) {
        return statements.computeIfAbsent(parts, Claims::claimStatement);
    }

    /** The statement that claims jobs of so many parts. */
    static String claimStatement(int parts) {
        return CLAIM.formatted(IntStream.rangeClosed(1, parts)
                .mapToObj(PART::formatted)
                .collect(Collectors.joining("\n        UNION ALL\n        ")));
    }

    /** Hands back what was claimed by a statement whose answer did not arrive. */
    private void handBackUnheard(ClaimRequest request) {
        List<Long> numbers = unheard.of(request.node());
        if (!numbers.isEmpty()) {
            scope.database().write(sql -> leases.handBack(sql, request.node(), numbers));
        }
    }
}
