package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeLostException;
import dev.typedqueue.spi.StoredText;
import dev.typedqueue.store.jdbc.Pauses;
import dev.typedqueue.store.jdbc.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Gives ready jobs to nodes. */
final class Claims {

    private static final Comparator<Claimed> BY_URGENCY = Comparator.comparingInt(Claimed::rank)
            .thenComparing(claimed -> claimed.job().id());

    /** A queue that got or gave jobs so short a time ago likely has some: a look ahead would be a wasted round trip. */
    private static final Duration LATELY = Duration.ofMillis(200);

    private static final long NO_RANK = Integer.MIN_VALUE;
    private static final long ANY_RANK = Integer.MAX_VALUE + 1L;
    private static final UUID LEAST = new UUID(0, 0);

    // The primary keys of node, pause and ready: one probe a kind.
    static final String LOOK = """
            SELECT
                EXISTS (SELECT 1 FROM {schema}.node
                        WHERE namespace = ? AND name = ? AND gone_at IS NULL AND NOT dead AND lease_until > {now})
                    AS alive,
                ARRAY(SELECT job FROM {schema}.pause WHERE namespace = ? AND queue IN (?, '*')) AS paused,
                ARRAY(SELECT k.kind FROM unnest(?::integer[]) AS k(kind)
                      WHERE EXISTS (SELECT 1 FROM unnest(?::integer[]) AS s(shard),
                                        LATERAL (SELECT 1 FROM {schema}.ready r
                                                 WHERE r.shard = s.shard AND r.queue = ? AND r.kind = k.kind
                                                 LIMIT 1) any_job)) AS ready
            """;

    // The primary key of ready: one probe a kind.
    private static final String READY_KINDS = """
            SELECT k.kind FROM unnest(?::integer[]) AS k(kind)
            WHERE EXISTS (SELECT 1 FROM {schema}.ready r WHERE r.shard = ? AND r.queue = ? AND r.kind = k.kind)
            """;

    /** Beyond this number, a claim looks first which kinds have ready jobs. */
    private static final int MANY_KINDS = 10;

    /** Beyond this number, a merge would cost more than a sort. */
    private static final int MOST_MERGED = 50;

    private final Scope scope;
    private final ClaimStatements statements;
    private final Floors floors = new Floors();
    private final AtomicInteger turn = new AtomicInteger();

    /** When each queue last got jobs from this process, or gave it some. */
    private final Map<Integer, Long> moved = new ConcurrentHashMap<>();

    Claims(Scope scope) {
        this.scope = scope;
        this.statements = new ClaimStatements(scope.database().scansLists());
    }

    /**
     * A request with the numbers of what it names.
     *
     * @param kinds those that are not paused, as far as is known
     * @param paused the names of jobs that are known to be paused
     */
    private record Numbered(ClaimRequest request, int queue, Map<Integer, JobKind> kinds, Set<String> paused) {

        Numbered without(Set<String> paused) {
            if (paused.isEmpty()) {
                return this;
            }
            Map<Integer, JobKind> left = new TreeMap<>(kinds);
            left.values().removeIf(kind -> paused.contains(kind.name()));
            return new Numbered(request, queue, left, paused);
        }
    }

    /** What a look has found: whether the node is alive, which jobs are paused, and of which kinds some are ready. */
    private record Look(boolean alive, Set<String> paused, Set<Integer> ready) {

        static Look read(ResultSet row) throws SQLException {
            return new Look(
                    row.getBoolean(1),
                    Set.copyOf(Arrays.asList((String[]) row.getArray(2).getArray())),
                    Set.copyOf(Arrays.asList((Integer[]) row.getArray(3).getArray())));
        }

        boolean isWorthTrying(Numbered claim) {
            return !paused.contains(Pauses.WHOLE_QUEUE) && ready.stream().anyMatch(claim.kinds()::containsKey);
        }
    }

    /** Jobs of one kind and lane, from a place in their order on. */
    private record Part(int kind, int lane, long fromRank, UUID fromId, long belowRank) {}

    /** What a claim gave, when, and its place in the order. */
    private record Claimed(ClaimedJob job, long at, int rank) {}

    /** The lease that a claim gave. */
    private record Granted(long id, long at, Map<UUID, Integer> positions) {

        static Granted read(ResultSet row) throws SQLException {
            List<UUID> ids = PackedIds.ofArray(row.getBytes(3));
            Map<UUID, Integer> positions = new HashMap<>(2 * ids.size());
            for (UUID id : ids) {
                positions.put(id, positions.size());
            }
            return new Granted(row.getLong(1), row.getLong(2), positions);
        }

        long token(UUID job) {
            return Leases.token(id, Objects.requireNonNull(positions.get(job)));
        }
    }

    /**
     * Claims jobs.
     *
     * @throws NodeLostException if the node is not alive
     */
    List<ClaimedJob> claim(ClaimRequest request) {
        Numbered claim = number(request);
        if (movedLately(claim.queue())) {
            List<Claimed> claimed = claimAnywhere(claim);
            if (!claimed.isEmpty()) {
                moved.put(claim.queue(), nanoTime());
                return jobs(claimed);
            }
            moved.remove(claim.queue());
        }
        return jobs(lookAndClaim(claim));
    }

    private static List<ClaimedJob> jobs(List<Claimed> claimed) {
        return claimed.stream().map(Claimed::job).toList();
    }

    private List<Claimed> lookAndClaim(Numbered any) {
        Look look = look(any);
        Numbered claim = any.without(look.paused());
        if (!look.isWorthTrying(claim)) {
            return List.of();
        }
        List<Claimed> claimed = claimAnywhere(claim);
        if (claimed.isEmpty()) {
            look(claim); // is the node alive?
        } else if (claim.paused().isEmpty()) {
            moved.put(claim.queue(), nanoTime());
        }
        return claimed;
    }

    private List<Claimed> claimAnywhere(Numbered claim) {
        List<Claimed> claimed = new ArrayList<>();
        int first = turn.getAndIncrement();
        int limit = claim.request().limit();
        for (int i = 0; i < scope.shards() && claimed.size() < limit; i++) {
            int shard = Math.floorMod(first + i, scope.shards());
            claimed.addAll(claim(claim, shard, Math.min(Leases.MOST_JOBS, limit - claimed.size())));
        }
        if (scope.shards() > 1) {
            claimed.sort(BY_URGENCY);
        }
        return claimed;
    }

    /** Jobs were added here. */
    void expect(List<NewJob> jobs) {
        long now = nanoTime();
        jobs.stream().map(NewJob::queue).distinct().forEach(queue -> moved.put(scope.queue(queue), now));
    }

    private boolean movedLately(int queue) {
        Long at = moved.get(queue);
        return at != null && nanoTime() - at < LATELY.toNanos();
    }

    private long nanoTime() {
        return scope.database().settings().nanoTime().getAsLong();
    }

    private Numbered number(ClaimRequest request) {
        Map<Integer, JobKind> kinds = new TreeMap<>();
        request.kinds().forEach(kind -> kinds.put(scope.kind(kind), kind));
        return new Numbered(request, scope.queue(request.queue()), kinds, Set.of());
    }

    /**
     * Looks whether a claim is worth its while.
     *
     * @throws NodeLostException if the node is not alive
     */
    private Look look(Numbered claim) {
        Look look = scope.database()
                .read(sql -> sql.first(
                                LOOK,
                                Look::read,
                                scope.namespace(),
                                claim.request().node().value(),
                                scope.namespace(),
                                claim.request().queue(),
                                Sql.Array.ints(claim.kinds().keySet()),
                                Sql.Array.ints(IntStream.range(0, scope.shards())
                                        .boxed()
                                        .toList()),
                                claim.queue())
                        .orElseThrow());
        if (!look.alive()) {
            throw new NodeLostException(claim.request().node());
        }
        return look;
    }

    private List<Claimed> claim(Numbered claim, int shard, int limit) {
        List<Claimed> claimed = scope.database().single(sql -> claim(sql, claim, shard, limit));
        Map<JobKind, Claimed> first = new HashMap<>();
        claimed.forEach(each -> first.putIfAbsent(each.job().kind(), each));
        first.forEach((kind, each) -> floors.learn(
                new Floors.Lane(shard, claim.queue(), scope.kind(kind)),
                new Floors.Floor(each.rank(), each.job().id().value()),
                each.at(),
                nanoTime()));
        return claimed;
    }

    private List<Claimed> claim(Sql sql, Numbered claim, int shard, int limit) throws SQLException {
        Collection<Integer> kinds = claim.kinds().keySet();
        if (kinds.size() > MANY_KINDS) {
            kinds = sql.list(READY_KINDS, row -> row.getInt(1), Sql.Array.ints(kinds), shard, claim.queue());
        }
        if (kinds.isEmpty()) {
            return List.of();
        }
        List<@Nullable Object> values = new ArrayList<>(List.of(
                scope.namespace(),
                claim.request().node().value(),
                scope.namespace(),
                claim.request().queue(),
                Sql.Array.texts(claim.paused())));
        String statement;
        if (kinds.size() > MOST_MERGED) {
            values.addAll(List.of(shard, claim.queue(), Sql.Array.ints(kinds), limit));
            statement = statements.sorted();
        } else {
            List<Part> parts = parts(claim, kinds, shard);
            values.addAll(values(parts, claim.queue(), shard, limit));
            statement = statements.merged(parts.size());
        }
        values.addAll(List.of(claim.queue(), shard, scope.namespace(), shard, scope.namespace()));
        return sql.query(statement, rows -> read(rows, claim), values.toArray());
    }

    private static List<Object> values(List<Part> parts, int queue, int shard, int limit) {
        List<Object> values = new ArrayList<>(List.of(
                Sql.Array.of("int4", parts, Part::kind),
                Sql.Array.of("int4", parts, Part::lane),
                Sql.Array.of("int4", parts, part -> (int) part.fromRank()),
                Sql.Array.of("uuid", parts, Part::fromId),
                Sql.Array.of("int8", parts, Part::belowRank)));
        for (Part part : parts) {
            values.addAll(List.of(
                    shard,
                    queue,
                    part.kind(),
                    part.lane(),
                    (int) part.fromRank(),
                    part.fromId(),
                    part.belowRank(),
                    limit));
        }
        values.addAll(List.of(limit, shard, queue));
        return values;
    }

    /** For each kind the jobs of lane 0, and those of lane 1 that are more urgent than the floor or beyond it. */
    private List<Part> parts(Numbered claim, Collection<Integer> kinds, int shard) {
        List<Part> parts = new ArrayList<>();
        long now = nanoTime();
        for (int kind : kinds) {
            Floors.Floor floor = floors.of(new Floors.Lane(shard, claim.queue(), kind), now);
            parts.add(new Part(kind, 0, NO_RANK, LEAST, ANY_RANK));
            parts.add(new Part(kind, 1, NO_RANK, LEAST, floor.rank()));
            parts.add(new Part(kind, 1, floor.rank(), floor.id(), ANY_RANK));
        }
        return parts;
    }

    private static List<Claimed> read(ResultSet rows, Numbered claim) throws SQLException {
        if (!rows.next()) {
            return List.of();
        }
        Granted lease = Granted.read(rows);
        List<Claimed> claimed = new ArrayList<>(lease.positions().size());
        while (rows.next()) {
            claimed.add(read(rows, claim, lease));
        }
        claimed.sort(BY_URGENCY);
        return claimed;
    }

    /** Reads columns by number: a look-up of each name is felt here. */
    private static Claimed read(ResultSet row, Numbered claim, Granted lease) throws SQLException {
        UUID id = row.getObject(4, UUID.class);
        ClaimedJob job = new ClaimedJob(
                new JobId(id),
                claim.request().queue(),
                Objects.requireNonNull(claim.kinds().get(row.getInt(5))),
                row.getString(6),
                row.getInt(7),
                Timestamps.at(row.getLong(8)),
                Timestamps.at(row.getLong(9)),
                row.getInt(10),
                row.getInt(11),
                StoredText.context(row.getString(12)),
                lease.token(id));
        return new Claimed(job, lease.at(), row.getInt(13));
    }
}
