package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.NodeRegistration;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.Report;
import dev.typedqueue.spi.Rescue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Moments as text: short enough to be read, and the same in each process that runs the same seed. */
final class Rendering {

    /** The number of the process is in the names of its nodes. */
    private static final Pattern PROCESS = Pattern.compile("node-\\d+-");

    private Rendering() {}

    static String of(Moment moment) {
        String text = moment.step() + " " + moment.elapsed() + " " + of(moment.event());
        return PROCESS.matcher(text).replaceAll("node-");
    }

    private static String of(Event event) {
        if (event instanceof Event.Called call) {
            return call.by() + " " + call.method()
                    + call.arguments().stream().map(Rendering::value).collect(Collectors.joining(", ", "(", ")"))
                    + (call.answer() == null ? "" : " = " + value(call.answer()))
                    + changes(call.changes());
        }
        if (event instanceof Event.Refused refused) {
            return refused.by() + " " + refused.method() + " fails: " + refused.why() + changes(refused.changes());
        }
        return event.toString();
    }

    private static String changes(Map<JobId, Event.Change> changes) {
        return changes.entrySet().stream()
                .map(change ->
                        "\n    " + change.getKey() + " " + job(change.getValue().before()) + " -> "
                                + job(change.getValue().after()))
                .collect(Collectors.joining());
    }

    private static String job(@Nullable QueuedJob job) {
        return job == null
                ? "none"
                : job.job() + " " + job.state() + " due " + job.runAt() + " failed " + job.failedAttempts() + " deaths "
                        + job.nodeDeaths() + (job.node() == null ? "" : " on " + job.node());
    }

    private static String value(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(Rendering::value).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Collection<?> set) { // is in no order that is worth a word
            return set.stream().map(Rendering::value).sorted().collect(Collectors.joining(", ", "{", "}"));
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, each) -> sorted.put(value(key), value(each)));
            return sorted.toString();
        }
        if (value instanceof ClaimRequest request) {
            return request.node() + " " + request.queue() + " " + request.limit() + " of " + value(request.kinds());
        }
        if (value instanceof ClaimedJob job) {
            return job.id() + " token " + job.fencingToken();
        }
        if (value instanceof NewJob job) {
            return job.kind() + " " + job.id() + (job.runAt() == null ? "" : " at " + job.runAt())
                    + (job.uniqueness() == null
                            ? ""
                            : " key " + job.uniqueness().key())
                    + (job.gates().isEmpty() ? "" : " gates " + job.gates());
        }
        if (value instanceof Finish finish) {
            return finish.id() + " token " + finish.fencingToken() + " " + outcome(finish.outcome());
        }
        if (value instanceof Report report) {
            return report.id() + " token " + report.fencingToken();
        }
        if (value instanceof Rescue rescue) {
            return rescue.jobs() + " of " + value(rescue.nodes()) + " in " + rescue.queues();
        }
        if (value instanceof NodeRegistration node) {
            return node.id() + " for " + node.lease() + " " + value(node.kinds());
        }
        return String.valueOf(value);
    }

    private static String outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Retry retry) {
            return "Retry in " + retry.delay();
        }
        return outcome instanceof Outcome.Failed ? "Failed" : outcome.toString();
    }
}
