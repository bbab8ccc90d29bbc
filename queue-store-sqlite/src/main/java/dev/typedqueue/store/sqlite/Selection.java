package dev.typedqueue.store.sqlite;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobState;
import dev.typedqueue.PayloadComponent;
import dev.typedqueue.TimeRange;
import dev.typedqueue.store.jdbc.States;
import dev.typedqueue.store.jdbc.Timestamps;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter as SQL: the {@code seq} and {@code id} of its jobs, as a union of walks in the order of the ids.
 *
 * <p>A tagged job is found by its tag. Completed jobs are the many, and are found by walking through all ids. Jobs that
 * are set aside have an index of their own in the order of the ids. Those that are ready or running are sorted: an
 * index for them would slow every claim.
 */
final class Selection {

    private static final String TAGGED = "typedqueue_tag g CROSS JOIN typedqueue_job j INDEXED BY typedqueue_job_id"
            + " ON j.namespace = g.namespace AND j.id = g.id WHERE g.namespace = ? AND g.tag = ?";

    private static final String ALL = "typedqueue_job j INDEXED BY typedqueue_job_id WHERE j.namespace = ?";

    private static final String ASIDE = "typedqueue_job j INDEXED BY typedqueue_job_aside"
            + " WHERE j.state IN (0, 4, 5, 6, 7, 8) AND j.namespace = ? AND j.state = ?";

    private static final String IN_NAMESPACE = " AND j.queue IN (SELECT id FROM typedqueue_queue WHERE namespace = ?)";

    private static final String READY =
            "typedqueue_job j INDEXED BY typedqueue_job_ready WHERE j.state = 1" + IN_NAMESPACE;

    private static final String RUNNING =
            "typedqueue_job j INDEXED BY typedqueue_job_running WHERE j.state = 2" + IN_NAMESPACE;

    private final int namespace;
    private final JobFilter filter;
    private final List<@Nullable Object> values = new ArrayList<>();
    private final String text;

    Selection(int namespace, JobFilter filter) {
        this.namespace = namespace;
        this.filter = filter;
        this.text = sources();
    }

    String text() {
        return text;
    }

    /** The values of the text's parameters. */
    List<@Nullable Object> values() {
        return values;
    }

    /** The values of the text's parameters, and one more. */
    @Nullable
    Object[] valuesWith(Object last) {
        List<@Nullable Object> all = new ArrayList<>(values);
        all.add(last);
        return all.toArray();
    }

    private String sources() {
        if (!filter.tags().isEmpty()) {
            return tagged();
        }
        if (filter.states().isEmpty() || filter.states().contains(JobState.COMPLETED)) {
            return source(ALL, namespace) + states();
        }
        return filter.states().stream()
                .flatMap(state -> codes(state).stream())
                .map(this::source)
                .collect(Collectors.joining("\nUNION ALL\n"));
    }

    private String tagged() {
        Iterator<String> tags = filter.tags().stream().sorted().iterator();
        StringBuilder source = new StringBuilder(source(TAGGED, namespace, tags.next())).append(states());
        while (tags.hasNext()) {
            source.append(" AND EXISTS (SELECT 1 FROM typedqueue_tag o"
                    + " WHERE o.namespace = j.namespace AND o.tag = ? AND o.id = j.id)");
            values.add(tags.next());
        }
        return source.toString();
    }

    private String states() {
        return filter.states().isEmpty()
                ? ""
                : filter.states().stream()
                        .flatMap(state -> codes(state).stream())
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", " AND j.state IN (", ")"));
    }

    private static List<Integer> codes(JobState state) {
        return switch (state) {
            case SCHEDULED -> List.of(States.SCHEDULED);
            case BLOCKED -> List.of(States.BLOCKED);
            case READY -> List.of(States.READY);
            case RUNNING -> List.of(States.RUNNING);
            case COMPLETED -> List.of(States.COMPLETED);
            case FAILED -> List.of(States.FAILED);
            case CANCELLED -> List.of(States.CANCELLED);
            case PARKED -> List.of(States.PARKED, States.UNKNOWN);
        };
    }

    private String source(int state) {
        return switch (state) {
            case States.READY -> source(READY, namespace);
            case States.RUNNING -> source(RUNNING, namespace);
            default -> source(ASIDE, namespace, state);
        };
    }

    private String source(String rows, Object... parameters) {
        String id = rows.equals(TAGGED) ? "g.id" : "j.id";
        StringBuilder source = new StringBuilder("SELECT j.seq AS seq, " + id + " AS id FROM ").append(rows);
        values.addAll(List.of(parameters));
        filter.before().ifPresent(before -> narrow(source, id + " < ?", before.toBytes()));
        filter.queue().ifPresent(queue -> {
            narrow(source, "j.queue IN (SELECT id FROM typedqueue_queue WHERE namespace = ?", namespace);
            narrow(source, "name = ?)", queue);
        });
        filter.job().ifPresent(job -> narrow(source, "j.kind IN (SELECT id FROM typedqueue_kind WHERE name = ?)", job));
        narrow(source, "j.added_at", filter.added());
        narrow(source, "j.run_at", filter.due());
        narrow(source, "j.finished_at", filter.finished());
        filter.payload().forEach(component -> narrow(source, component));
        return source.toString();
    }

    private void narrow(StringBuilder source, String condition, Object value) {
        source.append(" AND ").append(condition);
        values.add(value);
    }

    private void narrow(StringBuilder source, String column, TimeRange range) {
        if (range.from() != null) {
            narrow(source, column + " >= ?", Timestamps.of(range.from()));
        }
        if (range.to() != null) {
            narrow(source, column + " < ?", Timestamps.of(range.to()));
        }
    }

    private void narrow(StringBuilder source, PayloadComponent component) {
        String path =
                component.path().stream().map(name -> ".\"" + name + "\"").collect(Collectors.joining("", "$", ""));
        narrow(
                source,
                "EXISTS (SELECT 1 FROM typedqueue_payload p WHERE p.job = j.seq AND json_type(p.payload, ?)",
                path);
        Object value = component.value();
        if (value instanceof Boolean) {
            source.append(" = '").append(value).append("')");
            return;
        }
        source.append(value instanceof BigDecimal ? " IN ('integer', 'real')" : " = 'text'");
        narrow(source, "json_extract(p.payload, ?)", path);
        source.append(" = ?)");
        values.add(value instanceof BigDecimal number ? number(number) : value);
    }

    private static Number number(BigDecimal value) {
        try {
            return value.longValueExact();
        } catch (ArithmeticException noWholeNumber) {
            return value.doubleValue();
        }
    }
}
