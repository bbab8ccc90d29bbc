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
 */
record Evidence(
        Map<String, List<Entry>> journals, Map<JobId, StoredJob> stored, List<Fault> faults, List<JobId> refused) {

    private static final String REFUSAL = "was no longer held by this attempt";
    private static final Pattern JOB = Pattern.compile("Job ([0-9a-f-]{36})");

    static Evidence of(Trial trial) {
        Map<String, List<Entry>> journals = new LinkedHashMap<>();
        List<JobId> refused = new ArrayList<>();
        for (Node node : trial.nodes()) {
            journals.put(node.name(), node.entries());
            node.logLines(REFUSAL)
                    .forEach(line -> JOB.matcher(line)
                            .results()
                            .map((MatchResult found) -> JobId.parse(found.group(1)))
                            .forEach(refused::add));
        }
        return new Evidence(journals, stored(trial), trial.faults(), refused);
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
