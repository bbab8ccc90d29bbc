package dev.typedqueue.store.memory;

import dev.typedqueue.JobFilter;
import dev.typedqueue.PayloadComponent;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.TimeRange;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a filter says of a single job. */
final class Selection {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JobFilter filter;

    Selection(JobFilter filter) {
        this.filter = filter;
    }

    boolean matches(QueuedJob job) {
        return filter.queue().map(job.queue()::equals).orElse(true)
                && filter.job().map(job.job()::equals).orElse(true)
                && (filter.states().isEmpty() || filter.states().contains(job.state()))
                && job.tags().containsAll(filter.tags())
                && isIn(filter.added(), job.addedAt())
                && isIn(filter.due(), job.runAt())
                && isIn(filter.finished(), job.finishedAt())
                && hasPayload(job.payload());
    }

    private static boolean isIn(TimeRange range, @Nullable Instant time) {
        return range.isAlways() || (time != null && range.contains(time));
    }

    private boolean hasPayload(String payload) {
        if (filter.payload().isEmpty()) {
            return true;
        }
        JsonNode json = MAPPER.readTree(payload);
        return filter.payload().stream().allMatch(component -> has(json, component));
    }

    private static boolean has(JsonNode json, PayloadComponent component) {
        JsonNode node = json;
        for (String name : component.path()) {
            node = node.path(name);
        }
        Object value = component.value();
        if (value instanceof BigDecimal number) {
            return node.isNumber() && node.decimalValue().compareTo(number) == 0;
        }
        return value instanceof Boolean
                ? node.isBoolean() && value.equals(node.booleanValue())
                : node.isString() && value.equals(node.stringValue());
    }
}
