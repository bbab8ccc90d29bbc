package dev.typedqueue.processor.contract;

import dev.typedqueue.processor.model.ComponentModel;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.PayloadModel;
import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import dev.typedqueue.processor.reporting.Similar;
import dev.typedqueue.processor.wire.WireDefinition;
import dev.typedqueue.processor.wire.WirePayload;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Whether a queue reads the jobs that may be stored, and what it adds to them. */
final class ContractCheck {

    private final QueueModel queue;
    private final Contract contract;
    private final String file;
    private final Reporter reporter;
    private final Set<String> reported = new HashSet<>();

    /**
     * @param contract what was stored so far
     * @param file the name of its file, for messages
     */
    ContractCheck(QueueModel queue, Contract contract, String file, Reporter reporter) {
        this.queue = queue;
        this.contract = contract;
        this.file = file;
        this.reporter = reporter;
    }

    /** The contract of a queue that has none yet. */
    static Contract first(QueueModel queue) {
        return new Contract(queue.name().value(), store(queue), withDeclared(queue, new TreeMap<>()));
    }

    /** Reports what stored jobs do not fit, and gives the contract from now on, which means little in that case. */
    Contract check() {
        place();
        SortedMap<Kind, WirePayload> jobs = new TreeMap<>();
        contract.jobs().forEach((kind, stored) -> {
            Optional<JobModel> reader =
                    queue.jobs().stream().filter(kind::isReadBy).findFirst();
            if (reader.isEmpty()) {
                lost(kind, stored);
            } else {
                JobModel job = reader.get();
                Comparison comparison = Comparison.of(stored, job.payload().wire());
                boolean isCurrent = kind.equals(Kind.of(job));
                comparison.differences().stream()
                        .filter(difference -> isCurrent || difference.breaks())
                        .filter(difference -> reported.add(job.methodName() + " " + difference))
                        .forEach(difference -> report(kind, job, difference));
                jobs.put(kind, isCurrent ? comparison.merged() : stored);
            }
        });
        return new Contract(queue.name().value(), store(queue), withDeclared(queue, jobs));
    }

    private static String store(QueueModel queue) {
        Setting<String> store = queue.settings().store();
        return store == null ? "" : store.value();
    }

    private static SortedMap<Kind, WirePayload> withDeclared(QueueModel queue, SortedMap<Kind, WirePayload> jobs) {
        queue.jobs()
                .forEach(job ->
                        jobs.putIfAbsent(Kind.of(job), job.payload().wire().asWritten()));
        return jobs;
    }

    /** The name and the store, where the jobs are. */
    private void place() {
        Setting<String> name = queue.name();
        if (!name.value().equals(contract.queue())) {
            reporter.report(
                    Problem.CONTRACT_QUEUE_NAME,
                    name.position(),
                    queue.simpleName(),
                    name.value(),
                    contract.queue(),
                    contract.queue(),
                    file);
        }
        if (!store(queue).equals(contract.store())) {
            Setting<String> store = queue.settings().store();
            reporter.report(
                    Problem.CONTRACT_STORE,
                    store == null ? queue.annotation() : store.position(),
                    queue.simpleName(),
                    storeInWords(store(queue)),
                    storeInWords(contract.store()),
                    contract.store().isEmpty() ? "Remove store" : "Write store = \"" + contract.store() + "\"",
                    file);
        }
    }

    private static String storeInWords(String store) {
        return store.isEmpty() ? "the unnamed store" : "the store \"" + store + "\"";
    }

    private void lost(Kind kind, WirePayload stored) {
        Optional<JobModel> sameName =
                queue.jobs().stream().filter(kind::isNameOf).findFirst();
        if (sameName.isPresent()) {
            versionLost(kind, stored, sameName.get());
            return;
        }
        Optional<JobModel> successor = successor(kind, stored);
        reporter.report(
                Problem.CONTRACT_JOB_LOST,
                successor.map(JobModel::annotation).orElse(queue.shape().position()),
                kind,
                queue.simpleName(),
                successor
                        .map(job ->
                                "Did you mean @Job(formerNames = \"" + kind.name() + "\") on " + job.methodName() + "?")
                        .orElse("Put \"" + kind.name() + "\" into the formerNames of the job that takes its place."),
                file);
    }

    private void versionLost(Kind kind, WirePayload stored, JobModel job) {
        Setting<Integer> version = job.version();
        boolean isReadable = Comparison.of(stored, job.payload().wire()).isReadable();
        boolean isOlder = kind.version() < job.versionOrDefault();
        String remedy = isReadable && isOlder
                ? "Name it in alsoReads."
                : "Keep a job for them: @Job(name = \"" + kind.name() + "\", version = " + kind.version() + ").";
        reporter.report(
                Problem.CONTRACT_VERSION_LOST,
                version == null ? job.annotation() : version.position(),
                job.methodName(),
                kind.version(),
                kind.name(),
                remedy,
                file);
    }

    /**
     * The new job that most likely is the lost one under another name: it has the same payload, or at least reads it.
     */
    private Optional<JobModel> successor(Kind kind, WirePayload stored) {
        return queue.jobs().stream()
                .filter(job -> !contract.jobs().containsKey(Kind.of(job)))
                .filter(job -> isEmpty(job.payload().wire()) == isEmpty(stored))
                .filter(job -> Comparison.of(stored, job.payload().wire()).isReadable())
                .min(Comparator.comparing((JobModel job) -> !isSame(stored, job))
                        .thenComparingInt(job -> Similar.distance(job.name().value(), kind.name())));
    }

    private static boolean isSame(WirePayload stored, JobModel job) {
        WirePayload declared = job.payload().wire();
        return Comparison.of(stored, declared).merged().equals(declared.asWritten());
    }

    /** A payload without components reads everything, which says nothing of what the job does. */
    private static boolean isEmpty(WirePayload payload) {
        return payload.definition(payload.root()) instanceof WireDefinition.Fields fields
                && fields.fields().isEmpty();
    }

    private void report(Kind kind, JobModel job, Difference difference) {
        Position position = position(job, difference.path());
        String what = path(job, difference.path());
        String method = job.methodName();
        if (difference instanceof Difference.Required required) {
            String remedy = required.renamed().isEmpty()
                    ? "Make it Optional or @Nullable, or raise the version."
                    : "Did you mean @JsonAlias(\"" + required.renamed().get(0)
                            + "\")? If it is new, make it Optional or" + " @Nullable, or raise the version.";
            reporter.report(Problem.CONTRACT_COMPONENT_REQUIRED, position, what, method, kind, remedy, file);
        } else if (difference instanceof Difference.NameLost lost) {
            reporter.report(Problem.CONTRACT_NAME_LOST, position, what, method, lost.name(), kind, lost.name(), file);
        } else if (difference instanceof Difference.Type type) {
            reporter.report(Problem.CONTRACT_TYPE, position, what, method, type.read(), type.written(), kind, file);
        } else if (difference instanceof Difference.ConstantLost lost) {
            reporter.report(
                    Problem.CONTRACT_CONSTANT_LOST, position, what, method, lost.name(), kind, lost.name(), file);
        } else if (difference instanceof Difference.SubtypeLost lost) {
            reporter.report(Problem.CONTRACT_SUBTYPE_LOST, position, what, method, lost.name(), kind, file);
        } else if (difference instanceof Difference.ValueLost lost) {
            reporter.note(Problem.CONTRACT_VALUE_LOST, position, what, method, lost.renamed(), lost.renamed());
        }
    }

    /** The parameter in which the difference is. */
    private static Position position(JobModel job, String path) {
        PayloadModel payload = job.payload();
        if (payload.components().isEmpty()) {
            return job.method().position();
        }
        if (!payload.isGenerated()) {
            return payload.components().get(0).position();
        }
        ComponentModel component = payload.component(path.split("[.(\\[]", 2)[0]);
        return component == null ? job.method().position() : component.position();
    }

    private static String path(JobModel job, String path) {
        if (job.payload().isGenerated() && !path.isEmpty()) {
            return path;
        }
        return path.isEmpty() || path.startsWith("(") ? "payload" + path : "payload." + path;
    }
}
