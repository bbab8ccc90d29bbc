package dev.typedqueue.store.postgres;

import dev.typedqueue.JobId;
import dev.typedqueue.definition.Limit;
import dev.typedqueue.spi.Blockage;
import dev.typedqueue.spi.Gate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows to a person why a job is blocked. */
final class Blockages {

    private static final int MOST_HOLDERS_SHOWN = 10;
    private static final int MOST_AHEAD_COUNTED = 1_000;

    // The primary keys of job and gate_waiter.
    private static final String PLACE = """
            SELECT j.queue, {schema}.claim_rank(j.priority, j.ageing, j.run_at), j.gates ->> (2 * n.level),
                j.gates ->> (2 * n.level + 1)
            FROM {schema}.job j CROSS JOIN %s
            WHERE j.shard = ? AND j.id = ? AND j.namespace = ?
            """.formatted(Gates.of("gate_waiter"));

    // gate_waiter_urgent, or the primary key.
    private static final String AHEAD = """
            SELECT count(*) FROM (
                SELECT 1 FROM {schema}.gate_waiter
                WHERE queue = ? AND limit_name = ? AND gate_key = ? AND %s LIMIT ?) AS ahead
            """;

    private static final String AHEAD_BY_URGENCY = AHEAD.formatted("(rank, id) < (?, ?)");
    private static final String AHEAD_BY_ID = AHEAD.formatted("(0, id) < (?, ?)");

    // The primary key.
    private static final String HOLDERS = """
            SELECT id FROM {schema}.gate_holder
            WHERE queue = ? AND limit_name = ? AND gate_key = ? ORDER BY id LIMIT ?
            """;

    private final Scope scope;
    private final Limits limits;

    Blockages(Scope scope, Limits limits) {
        this.scope = scope;
        this.limits = limits;
    }

    private record Place(int queue, int rank, Gate gate) {

        static Place read(ResultSet row) throws SQLException {
            return new Place(row.getInt(1), row.getInt(2), new Gate(row.getString(3), row.getString(4)));
        }
    }

    Optional<Blockage> of(Sql sql, JobId id) throws SQLException {
        Optional<Place> found = sql.first(PLACE, Place::read, scope.shard(id), id.value(), scope.namespace());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Place place = found.get();
        Optional<Limit> limit = limits.inForce(sql, place.queue(), place.gate().limit());
        boolean ordered = limit.filter(Limit.Order.class::isInstance).isPresent();
        List<JobId> holders = limit.filter(Limit.Rate.class::isInstance).isPresent() ? List.of() : holders(sql, place);
        return Optional.of(new Blockage(place.gate(), ahead(sql, place, id.value(), ordered), holders));
    }

    private int ahead(Sql sql, Place place, UUID id, boolean ordered) throws SQLException {
        String limit = place.gate().limit();
        String key = place.gate().key();
        int rank = ordered ? 0 : place.rank();
        return sql.first(
                        ordered ? AHEAD_BY_ID : AHEAD_BY_URGENCY,
                        row -> row.getInt(1),
                        place.queue(),
                        limit,
                        key,
                        rank,
                        id,
                        MOST_AHEAD_COUNTED)
                .orElseThrow();
    }

    private List<JobId> holders(Sql sql, Place place) throws SQLException {
        return sql.list(
                HOLDERS,
                row -> new JobId(row.getObject(1, UUID.class)),
                place.queue(),
                place.gate().limit(),
                place.gate().key(),
                MOST_HOLDERS_SHOWN);
    }
}
