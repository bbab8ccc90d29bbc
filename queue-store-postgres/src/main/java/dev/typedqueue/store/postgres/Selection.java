package dev.typedqueue.store.postgres;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobState;
import dev.typedqueue.PayloadComponent;
import dev.typedqueue.TimeRange;
import dev.typedqueue.spi.StoredText;
import dev.typedqueue.store.jdbc.Timestamps;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A filter as SQL: the ids of its jobs in one shard, as a union of what stands in the places that it asks for.
 *
 * <p>Completed jobs are found by walking through the ids, others where they stand. Dead letters and cancelled jobs have
 * an index in the order of their ids, tagged jobs one by their tags. Ready jobs are sorted: an index for them would
 * slow every claim.
 */
final class Selection {

    private static final String IN_SHARD = " WHERE t.shard = ? AND t.namespace = ?";

    private static final String JOBS = "{schema}.job t" + IN_SHARD;

    private static final String WAITING = "{schema}.waiting t" + IN_SHARD;

    private static final String OF_QUEUES =
            " t WHERE t.shard = ? AND t.queue = ANY (ARRAY(SELECT id FROM {schema}.queue WHERE namespace = ?))";

    private static final String READY = "{schema}.ready" + OF_QUEUES;

    private static final String BLOCKED = "{schema}.gate_waiter" + OF_QUEUES;

    private static final String RUNNING = """
            (SELECT l.shard, l.namespace, l.queue, j.kind, u.id
                FROM {schema}.lease l CROSS JOIN LATERAL unnest(l.ids) WITH ORDINALITY AS u(id, place)
                    JOIN {schema}.job j ON j.shard = l.shard AND j.namespace = l.namespace AND j.id = u.id
                WHERE l.part > 0 OR (u.place - 1)::smallint <> ALL (l.finished) OFFSET 0) t""" + IN_SHARD;

    private static final String COMPLETED = JOBS + " AND " + """
            t.ended IS NULL
                AND NOT EXISTS (SELECT 1 FROM {schema}.waiting w
                                WHERE w.shard = t.shard AND w.namespace = t.namespace AND w.id = t.id OFFSET 0)
                AND NOT EXISTS (SELECT 1 FROM {schema}.ready r
                                WHERE r.shard = t.shard AND r.queue = t.queue AND r.kind = t.kind
                                  AND r.lane IN (0, 1) AND r.rank = {schema}.claim_rank(t.priority, t.ageing, t.run_at)
                                  AND r.id = t.id OFFSET 0)
                AND NOT EXISTS (SELECT 1 FROM {schema}.lease l
                                WHERE l.shard = t.shard AND l.namespace = t.namespace AND t.id = ANY (l.ids)
                                  AND (array_position(l.ids, t.id) - 1)::smallint <> ALL (l.finished) OFFSET 0)
                AND (t.gates IS NULL
                     OR NOT EXISTS (SELECT 1 FROM (SELECT t.queue, t.id, t.gates) j CROSS JOIN %s OFFSET 0))""".formatted(Gates.of("gate_waiter"));

    /** When a completed job did so is told by its outcome. */
    private static final String COMPLETED_AT = """
            coalesce((SELECT b.finished_at FROM {schema}.outcome b
                WHERE b.shard = t.shard AND b.namespace = t.namespace
                  AND b.last_id >= t.id AND b.first_id <= t.id AND t.id = ANY (b.ids)
                ORDER BY b.last_id LIMIT 1), t.finished_at)""";

    private static final Set<JobState> FINISHED = EnumSet.of(JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED);

    private final int shard;
    private final int namespace;
    private final JobFilter filter;
    private final List<Source> sources = new ArrayList<>();

    Selection(int shard, int namespace, JobFilter filter) {
        this.shard = shard;
        this.namespace = namespace;
        this.filter = filter;
        if (filter.states().isEmpty() && filter.finished().isAlways()) {
            sources.add(new Source(JOBS, "t.finished_at"));
        } else {
            states(filter).stream().sorted().map(this::source).forEach(sources::add);
        }
    }

    /** The states that the filter can find. */
    private static Set<JobState> states(JobFilter filter) {
        Set<JobState> states = EnumSet.allOf(JobState.class);
        if (!filter.states().isEmpty()) {
            states.retainAll(filter.states());
        }
        if (!filter.finished().isAlways()) {
            states.retainAll(FINISHED);
        }
        return states;
    }

    private Source source(JobState state) {
        return switch (state) {
            case SCHEDULED -> new Source(WAITING + " AND t.state = 0", null);
            case PARKED -> new Source(WAITING + " AND t.state IN (6, 7)", null);
            case BLOCKED -> new Source(BLOCKED, null);
            case READY -> new Source(READY, null);
            case RUNNING -> new Source(RUNNING, null);
            case COMPLETED -> new Source(COMPLETED, COMPLETED_AT);
            case FAILED -> new Source(JOBS + " AND t.ended = 4", "t.finished_at");
            case CANCELLED -> new Source(JOBS + " AND t.ended = 5", "t.finished_at");
        };
    }

    /** Whether no job can match. */
    boolean isEmpty() {
        return sources.isEmpty();
    }

    /** The ids of all. */
    String all() {
        return String.join(
                "\nUNION ALL\n",
                sources.stream().map(source -> source.text.toString()).toList());
    }

    /** The values of the parameters of {@link #all}. */
    List<@Nullable Object> values() {
        List<@Nullable Object> values = new ArrayList<>();
        sources.forEach(source -> values.addAll(source.values));
        return values;
    }

    /** The ids of the newest of each source, in which those of the page are. */
    String page() {
        return String.join(
                "\nUNION ALL\n",
                sources.stream()
                        .map(source -> "(" + source.text + " ORDER BY t.id DESC LIMIT ?)")
                        .toList());
    }

    /** The values of the parameters of {@link #page}. */
    List<@Nullable Object> pageValues() {
        List<@Nullable Object> values = new ArrayList<>();
        sources.forEach(source -> {
            values.addAll(source.values);
            values.add(filter.limit());
        });
        return values;
    }

    /**
     * A place where jobs stand, and what narrows it. Queues and kinds are looked up before, not joined: a join could
     * end the walk through the ids.
     */
    private final class Source {

        final StringBuilder text;
        final List<@Nullable Object> values = new ArrayList<>();

        /**
         * Begins with a place.
         *
         * @param finishedAt when a job there finished; null if the place does not have the columns of a job
         */
        Source(String place, @Nullable String finishedAt) {
            text = new StringBuilder("SELECT t.id FROM ").append(place);
            values.add(shard);
            values.add(namespace);
            filter.queue().ifPresent(queue -> {
                narrow("t.queue = (SELECT id FROM {schema}.queue WHERE namespace = ?", namespace);
                narrow("name = ?)", queue);
            });
            filter.job()
                    .ifPresent(job -> narrow("t.kind = ANY (ARRAY(SELECT id FROM {schema}.kind WHERE name = ?))", job));
            filter.before().ifPresent(id -> narrow("t.id < ?", id.value()));
            if (finishedAt != null) {
                narrowByJob("t");
                narrow(finishedAt, filter.finished());
            } else if (asksOfJob()) {
                narrow("t.id IN (SELECT c.id FROM {schema}.job c WHERE c.shard = ?", shard);
                narrow("c.namespace = ?", namespace);
                narrowByJob("c");
                text.append(')');
            }
        }

        private boolean asksOfJob() {
            return !filter.tags().isEmpty()
                    || !filter.payload().isEmpty()
                    || !filter.added().isAlways()
                    || !filter.due().isAlways();
        }

        private void narrowByJob(String row) {
            if (!filter.tags().isEmpty()) {
                narrow(row + ".tags @> ?::jsonb", StoredText.ofTags(filter.tags()));
            }
            narrow(row + ".added_at", filter.added());
            narrow(row + ".run_at", filter.due());
            filter.payload().forEach(component -> narrow(row, component));
        }

        private void narrow(String condition, @Nullable Object value) {
            text.append(" AND ").append(condition);
            values.add(value);
        }

        private void narrow(String time, TimeRange range) {
            if (range.from() != null) {
                narrow(time + " >= ?", Timestamps.of(range.from()));
            }
            if (range.to() != null) {
                narrow(time + " < ?", Timestamps.of(range.to()));
            }
        }

        /** The database cannot keep the character 0 in JSON that it looks into. */
        private void narrow(String row, PayloadComponent component) {
            narrow("replace(" + row + ".payload, '\\u0000', '\\uFFFD')::jsonb #> ?", Sql.Array.texts(component.path()));
            Object value = component.value();
            if (value instanceof String words) {
                text.append(" = to_jsonb(?::text)");
                values.add(Sql.storable(words));
            } else {
                text.append(" = to_jsonb(?::").append(value instanceof BigDecimal ? "numeric)" : "boolean)");
                values.add(value);
            }
        }
    }
}
