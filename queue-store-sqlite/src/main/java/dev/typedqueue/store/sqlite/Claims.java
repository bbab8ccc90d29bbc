package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.NodeLostException;
import dev.typedqueue.spi.StoredText;
import dev.typedqueue.store.jdbc.Pauses;
import dev.typedqueue.store.jdbc.Timestamps;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Gives ready jobs to nodes. */
final class Claims {

    /** SQLite joins at most 500 selections; beyond this number several kinds share one, and are sorted. */
    private static final int MOST_BRANCHES = 200;

    private static final Comparator<Claimed> BY_URGENCY = Comparator.comparingLong(Claimed::rank)
            .thenComparing(claimed -> claimed.job().id());

    private static final String LIVE_NODE = """
            SELECT id FROM typedqueue_node
            WHERE namespace = ? AND name = ? AND gone_at IS NULL AND dead = 0 AND lease_until > ?
            """;

    // The primary key of typedqueue_pause.
    private static final String PAUSED = "SELECT job FROM typedqueue_pause WHERE namespace = ? AND queue IN (?, '*')";

    // typedqueue_job_ready: one probe a kind.
    static final String HAS_READY = """
            SELECT 1 FROM typedqueue_job INDEXED BY typedqueue_job_ready
            WHERE state = 1 AND queue = ? AND kind IN (SELECT value FROM json_each(?))
            LIMIT 1
            """;

    // typedqueue_job_ready: merges the kinds' entries, each in the order of the index, and stops at the limit. So jobs
    // of kinds that the node does not know are never read, however many stand in front.
    private static final String CLAIM = """
            UPDATE typedqueue_job
            SET state = 2, node = ?1, started_at = ?2, fencing_token = fencing_token + 1
            WHERE seq IN (SELECT seq FROM (
                %s
                ORDER BY rank, id LIMIT ?4))
            RETURNING id, kind, priority, added_at, run_at, failed_attempts, node_deaths, fencing_token,
                (SELECT payload FROM typedqueue_payload WHERE job = seq),
                (SELECT context FROM typedqueue_payload WHERE job = seq), rank
            """;

    private static final String CLAIM_BRANCH = """
            SELECT rank, id, seq FROM typedqueue_job INDEXED BY typedqueue_job_ready
                WHERE state = 1 AND queue = ?3 AND kind IN (%s)""";

    private final Scope scope;
    private final Map<Set<Integer>, String> statements = new ConcurrentHashMap<>();

    /** Queues whose last claim was filled: there is likely more, and a look ahead would be wasted. */
    private final Set<Integer> busyQueues = ConcurrentHashMap.newKeySet();

    Claims(Scope scope) {
        this.scope = scope;
    }

    /** What a claim gave, and its place in the order. */
    private record Claimed(ClaimedJob job, long rank) {}

    /** A request with the numbers of what it names. */
    private record Numbered(ClaimRequest request, int queue, Map<Integer, JobKind> kinds) {

        /** The numbers of the kinds that may be claimed. */
        Set<Integer> kindsWithout(Collection<String> paused) {
            if (paused.isEmpty()) {
                return kinds.keySet();
            }
            if (paused.contains(Pauses.WHOLE_QUEUE)) {
                return Set.of();
            }
            Set<Integer> left = new TreeSet<>();
            kinds.forEach((number, kind) -> {
                if (!paused.contains(kind.name())) {
                    left.add(number);
                }
            });
            return left;
        }
    }

    /**
     * Claims jobs. Takes the write lock only if a look without it has found some.
     *
     * @throws NodeLostException if the node is not alive
     */
    List<ClaimedJob> claim(Database database, ClaimRequest request) {
        Numbered claim = number(request);
        if (!busyQueues.contains(claim.queue()) && !database.readers().read(sql -> isWorthTrying(sql, claim))) {
            return List.of();
        }
        List<ClaimedJob> jobs = database.writer()
                .execute(sql -> claim(sql, claim))
                .orElseThrow(() -> new NodeLostException(request.node()));
        if (jobs.size() == request.limit()) {
            busyQueues.add(claim.queue());
        } else {
            busyQueues.remove(claim.queue());
        }
        return jobs;
    }

    private Numbered number(ClaimRequest request) {
        Map<Integer, JobKind> kinds = new TreeMap<>();
        request.kinds().forEach(kind -> kinds.put(scope.names().kind(kind), kind));
        return new Numbered(request, scope.names().queue(scope.namespace(), request.queue()), kinds);
    }

    /** Whether there are jobs to claim. A node that is not alive is told so by the claim itself. */
    private boolean isWorthTrying(Sql sql, Numbered claim) throws SQLException {
        return liveNode(sql, claim).isEmpty()
                || sql.exists(HAS_READY, claim.queue(), kinds(sql, claim).toString());
    }

    /** The claimed jobs, or nothing if the node is not alive. */
    private Optional<List<ClaimedJob>> claim(Sql sql, Numbered claim) throws SQLException {
        Optional<Long> node = liveNode(sql, claim);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> kinds = kinds(sql, claim);
        if (kinds.isEmpty()) {
            return Optional.of(List.of());
        }
        List<Claimed> claimed = sql.list(
                statement(kinds),
                row -> new Claimed(read(row, claim), row.getLong(11)),
                node.get(),
                scope.now(),
                claim.queue(),
                claim.request().limit());
        claimed.sort(BY_URGENCY);
        return Optional.of(claimed.stream().map(Claimed::job).toList());
    }

    private Optional<Long> liveNode(Sql sql, Numbered claim) throws SQLException {
        return sql.first(
                LIVE_NODE,
                row -> row.getLong(1),
                scope.namespace(),
                claim.request().node().value(),
                scope.now());
    }

    private Set<Integer> kinds(Sql sql, Numbered claim) throws SQLException {
        return claim.kindsWithout(sql.list(
                PAUSED,
                row -> row.getString(1),
                scope.namespace(),
                claim.request().queue()));
    }

    private static ClaimedJob read(ResultSet row, Numbered claim) throws SQLException {
        return new ClaimedJob(
                JobId.fromBytes(row.getBytes(1)),
                claim.request().queue(),
                Objects.requireNonNull(claim.kinds().get(row.getInt(2))),
                row.getString(9),
                row.getInt(3),
                Timestamps.at(row.getLong(4)),
                Timestamps.at(row.getLong(5)),
                row.getInt(6),
                row.getInt(7),
                StoredText.context(row.getString(10)),
                row.getLong(8));
    }

    private String statement(Set<Integer> kinds) {
        String known = statements.get(kinds);
        return known != null ? known : statements.computeIfAbsent(Set.copyOf(kinds), any -> claimStatement(kinds));
    }

    /** The statement that claims jobs of these kinds: ?1 node, ?2 now, ?3 queue, ?4 limit. */
    static String claimStatement(Collection<Integer> kinds) {
        List<List<String>> branches = new ArrayList<>();
        for (Integer kind : kinds) {
            if (branches.size() < MOST_BRANCHES) {
                branches.add(new ArrayList<>(List.of(kind.toString())));
            } else {
                branches.get(kind % MOST_BRANCHES).add(kind.toString());
            }
        }
        return CLAIM.formatted(branches.stream()
                .map(branch -> CLAIM_BRANCH.formatted(String.join(", ", branch)))
                .collect(Collectors.joining("\n    UNION ALL\n    ")));
    }
}
