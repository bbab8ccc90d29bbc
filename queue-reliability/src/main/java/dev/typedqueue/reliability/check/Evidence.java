package dev.typedqueue.reliability.check;

import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.reliability.arena.Fault;
import dev.typedqueue.reliability.arena.Node;
import dev.typedqueue.reliability.arena.Trial;
import dev.typedqueue.reliability.node.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What a trial leaves for the checker.
 *
 * @param journals what each node wrote down
 * @param stored what the store says in the end
 * @param faults what was injected
 * @param refused the jobs of which an outcome was refused, by the nodes' logs; one as often as it was
 * @param unsure the jobs of which an outcome was refused after a call without an answer, which may have stored it
 * @param isClockSound whether the store's clock is that of the machine, by which the nodes write
 * @param lookedAt when all this was collected, in milliseconds since 1970
 */
record Evidence(
        Map<String, List<Entry>> journals,
        Map<JobId, StoredJob> stored,
        List<Fault> faults,
        List<JobId> refused,
        List<JobId> unsure,
        boolean isClockSound,
        long lookedAt) {

    private static final String REFUSAL = "was no longer held by this attempt";
    private static final String UNSURE = "was stored by a call whose answer was lost";
    private static final Pattern JOB = Pattern.compile("Job ([0-9a-f-]{36})");

    static Evidence of(Trial trial) {
        long now = System.currentTimeMillis();
        Map<String, List<Entry>> journals = new LinkedHashMap<>();
        List<JobId> refused = new ArrayList<>();
        List<JobId> unsure = new ArrayList<>();
        for (Node node : trial.nodes()) {
            journals.put(node.name(), node.entries());
            refused.addAll(jobs(node, REFUSAL));
            unsure.addAll(jobs(node, UNSURE));
        }
        return new Evidence(journals, stored(trial), trial.faults(), refused, unsure, trial.isClockOfStoreSound(), now);
    }

    /** The jobs of which a node's log says something. */
    private static List<JobId> jobs(Node node, String text) {
        return node.logLines(text).stream()
                .flatMap(line -> JOB.matcher(line).results())
                .map((MatchResult found) -> JobId.parse(found.group(1)))
                .toList();
    }

    private static Map<JobId, StoredJob> stored(Trial trial) {
        Map<JobId, StoredJob> stored = new HashMap<>();
        try (QueueRuntime reader = trial.reader()) {
            JobFilter filter = JobFilter.all().limit(JobFilter.MAX_PAGE);
            List<QueuedJob> page = reader.jobs().list(filter);
            while (!page.isEmpty()) {
                page.forEach(job -> stored.put(job.id(), StoredJob.of(job)));
                page = reader.jobs()
                        .list(filter.before(page.get(page.size() - 1).id()));
            }
        }
        return stored;
    }
}
