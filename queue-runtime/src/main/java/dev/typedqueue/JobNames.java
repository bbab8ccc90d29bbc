package dev.typedqueue;

import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.JobKind;
import dev.typedqueue.internal.engine.Engine;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The names of a queue's jobs, as people type them and as they are stored. */
final class JobNames {

    private final Stores stores;

    JobNames(Stores stores) {
        this.stores = stores;
    }

    /**
     * All names under which jobs of that name may be stored: of a declared job, its former ones too.
     *
     * @throws IllegalArgumentException if there is no such queue; or if it has no such job declared here, none that a
     *     node knows, none that is paused, and none in a store
     */
    Set<String> stored(String queue, String job) {
        Set<String> names = new TreeSet<>();
        for (JobDefinition<?> declared : stores.declared(queue).stream()
                .flatMap(each -> each.jobs().stream())
                .toList()) {
            Set<String> ofJob = new TreeSet<>();
            declared.kinds().forEach(kind -> ofJob.add(kind.name()));
            if (ofJob.contains(job)) {
                names.addAll(ofJob);
            }
        }
        if (names.isEmpty()) {
            requireKnown(queue, job);
            names.add(job);
        }
        return names;
    }

    private void requireKnown(String queue, String job) {
        Set<String> known = new TreeSet<>();
        stores.declared(queue).forEach(each -> each.jobs().forEach(declared -> known.add(declared.name())));
        for (Engine engine : stores.ofQueuesNamed(queue)) {
            engine.session()
                    .nodes()
                    .forEach(node -> node.kinds().getOrDefault(queue, Set.of()).stream()
                            .map(JobKind::name)
                            .forEach(known::add));
            engine.session().pauses().stream()
                    .filter(pause -> pause.queue().equals(queue))
                    .flatMap(pause -> Stream.ofNullable(pause.job()))
                    .forEach(known::add); // it may have gone meanwhile, and must still be resumed
        }
        boolean queued = !known.contains(job)
                && stores.ofQueuesNamed(queue).stream()
                        .anyMatch(engine -> !engine.session()
                                .list(JobFilter.all().inQueue(queue).named(job).limit(1))
                                .isEmpty());
        if (!known.contains(job) && !queued) {
            throw new IllegalArgumentException(
                    "Queue \"" + queue + "\" has no job named \"" + job + "\". " + SimilarNames.hint(job, known));
        }
    }
}
