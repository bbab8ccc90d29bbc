package dev.typedqueue.store.memory;

import dev.typedqueue.JobFilter;
import dev.typedqueue.PayloadComponent;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.TimeRange;
import dev.typedqueue.spi.StoredText;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a filter says of a single job. */
final class Selection {

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
        return filter.payload().stream().allMatch(component -> has(payload, component));
    }

    private static boolean has(String payload, PayloadComponent component) {
        Object found = StoredText.component(payload, component.path()).orElse(null);
        if (found instanceof BigDecimal number && component.value() instanceof BigDecimal value) {
            return number.compareTo(value) == 0;
        }
        return component.value().equals(found);
    }
}
