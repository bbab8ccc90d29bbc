package dev.typedqueue.reliability.check;

import dev.typedqueue.JobId;
import dev.typedqueue.reliability.node.Entry;
import dev.typedqueue.reliability.node.Entry.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** What all nodes of a trial have written down. */
final class History {

    private final Set<JobId> acknowledged = new HashSet<>();
    private final Map<JobId, List<Attempt>> attempts = new HashMap<>();
    private final long[] endings;
    private int attemptCount;

    History(Map<String, List<Entry>> journals) {
        List<Long> times = new ArrayList<>();
        journals.forEach((node, entries) -> read(node, entries, times));
        attempts.values().forEach(each -> each.sort(Comparator.comparingLong(Attempt::fencingToken)));
        endings = times.stream().mapToLong(Long::longValue).sorted().toArray();
    }

    private void read(String node, List<Entry> entries, List<Long> times) {
        record Key(JobId job, long fencingToken) {}
        Map<Key, Attempt> own = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Key key = new Key(entry.job(), entry.fencingToken());
            switch (entry.event()) {
                case READY -> {}
                case ACKNOWLEDGED -> acknowledged.add(entry.job());
                case BEGUN -> own.put(key, new Attempt(node, entry.fencingToken(), entry.at(), null, 0));
                default -> own.computeIfPresent(key, (any, attempt) -> attempt.ended(entry.event(), entry.at()));
            }
            if (entry.event() == Event.ENDED) {
                times.add(entry.at());
            }
        }
        attemptCount += own.size();
        own.forEach((key, attempt) ->
                attempts.computeIfAbsent(key.job(), any -> new ArrayList<>()).add(attempt));
    }

    Set<JobId> acknowledged() {
        return acknowledged;
    }

    /** Each job's attempts, in the order of their fencing tokens. */
    Map<JobId, List<Attempt>> attempts() {
        return attempts;
    }

    int attemptCount() {
        return attemptCount;
    }

    /** When the first handler ended at or after a time. */
    OptionalLong firstEndingSince(long time) {
        int index = Arrays.binarySearch(endings, time);
        int first = index >= 0 ? index : -index - 1;
        return first < endings.length ? OptionalLong.of(endings[first]) : OptionalLong.empty();
    }
}
