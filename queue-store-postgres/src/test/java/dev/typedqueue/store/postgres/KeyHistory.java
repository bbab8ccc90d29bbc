package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Uniqueness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What threads added, each job with a key that its first holder keeps, and what each thread was told. It is
 * linearizable if there is an order in which one thread could have added all, and in which nobody comes before one who
 * had his answer before he asked: then each key has one holder, of whom all others were told, and none of them had his
 * answer before the holder asked. A call that failed may have added its jobs, all or none.
 */
final class KeyHistory {

    /** From when to when somebody waited, by a monotonic clock, and what he was told; null if the call failed. */
    record Call(
            long asked,
            long answered,
            List<NewJob> jobs,
            @Nullable List<InsertResult> answers) {}

    private final List<Call> calls = new ArrayList<>();

    synchronized void add(Call call) {
        calls.add(call);
    }

    /**
     * Fails if no order explains it.
     *
     * @param stored the jobs that are stored in the end
     */
    synchronized void requireLinearizable(Set<JobId> stored) {
        Map<String, JobId> holders = new HashMap<>();
        Map<JobId, Call> askers = new HashMap<>();
        for (Call call : calls) {
            for (NewJob job : call.jobs()) {
                askers.put(job.id(), call);
                if (stored.contains(job.id())) {
                    assertThat(holders.put(key(job), job.id()))
                            .as("another holder of %s", key(job))
                            .isNull();
                }
            }
        }
        assertThat(new HashSet<>(holders.values()))
                .as("what is stored was added")
                .isEqualTo(stored);
        calls.forEach(call -> requireExplained(call, holders, askers));
    }

    private static String key(NewJob job) {
        Uniqueness uniqueness = Objects.requireNonNull(job.uniqueness());
        return uniqueness.key();
    }

    private static void requireExplained(Call call, Map<String, JobId> holders, Map<JobId, Call> askers) {
        List<InsertResult> answers = call.answers();
        boolean isThere = answers != null || call.jobs().stream().anyMatch(job -> holders.containsValue(job.id()));
        for (int i = 0; isThere && i < call.jobs().size(); i++) {
            NewJob job = call.jobs().get(i);
            assertThat(holders)
                    .as("the holder of %s, of which %s tells", key(job), call)
                    .containsKey(key(job));
            JobId holder = Objects.requireNonNull(holders.get(key(job)));
            if (answers != null) {
                assertThat(answers.get(i))
                        .as("what %s was told of %s", call, job)
                        .isEqualTo(
                                job.id().equals(holder) ? new InsertResult.Inserted() : new InsertResult.Kept(holder));
                assertThat(Objects.requireNonNull(askers.get(holder)).asked())
                        .as("when holder %s asked, %s had its answer", holder, call)
                        .isLessThanOrEqualTo(call.answered());
            }
        }
    }
}
