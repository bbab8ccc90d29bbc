package dev.typedqueue.processor.contract;

import dev.typedqueue.annotation.Queue;
import dev.typedqueue.processor.contract.ContractDirectory.FileException;
import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** The contracts of the queues that one run of the compiler sees, if the user asks for them. */
public final class Contracts {

    /** The option that names the directory with the contracts. Without it there are none. */
    public static final String DIRECTORY = "typedqueue.contracts";

    /** The option that says what to do with a contract that lacks something. */
    public static final String MODE = "typedqueue.contracts.mode";

    private static final String UPDATE = "update";
    private static final String CHECK = "check";

    private final String path;
    private final ContractDirectory directory;
    private final String mode;
    private final List<Checked> checked = new ArrayList<>();

    /**
     * A queue that has been compared with its contract.
     *
     * @param earlier what was in the file, if there is one
     * @param contract what belongs into it
     */
    private record Checked(QueueModel queue, Optional<Contract> earlier, Contract contract) {

        String declaration() {
            return queue.declaration().canonicalName();
        }

        List<String> lines(Contract which) {
            return ContractPrinter.print(declaration(), which).lines().toList();
        }

        boolean isUpToDate() {
            return earlier.isPresent() && lines(earlier.get()).equals(lines(contract));
        }
    }

    private Contracts(String path, String mode) {
        this.path = path;
        this.directory = new ContractDirectory(Path.of(path).toAbsolutePath());
        this.mode = mode;
    }

    /** What the options of the compiler ask for; null if that is nothing. */
    public static @Nullable Contracts of(Map<String, String> options) {
        if (!options.containsKey(DIRECTORY) && !options.containsKey(MODE)) {
            return null;
        }
        String path = options.get(DIRECTORY); // null where it has no value
        return new Contracts(path == null ? "" : path.strip(), options.getOrDefault(MODE, UPDATE));
    }

    /** Compares a queue without other mistakes with its contract. */
    public void check(QueueModel queue, Reporter reporter) {
        if (path.isEmpty() || queue.isExternal()) {
            return; // The jobs of an external queue are read elsewhere, and the contract is kept there.
        }
        String declaration = queue.declaration().canonicalName();
        try {
            Optional<Contract> earlier = directory.read(declaration);
            Contract contract = earlier.isEmpty()
                    ? ContractCheck.first(queue)
                    : new ContractCheck(queue, earlier.get(), ContractDirectory.fileName(declaration), reporter)
                            .check();
            checked.add(new Checked(queue, earlier, contract));
        } catch (FileException e) {
            report(e, directory.file(declaration).toString(), queue.shape().position(), reporter);
        }
    }

    /**
     * Writes what is new, or reports it; called when all queues have been checked and the compiler has found no mistake
     * so far.
     */
    public void finish(Elements elements, Reporter reporter) {
        if (path.isEmpty()) {
            reporter.report(Problem.CONTRACT_OPTION, null, DIRECTORY, path, "a directory");
        } else if (!mode.equals(UPDATE) && !mode.equals(CHECK)) {
            reporter.report(Problem.CONTRACT_OPTION, null, MODE, mode, UPDATE + " or " + CHECK);
        } else if (!checked.isEmpty()) {
            settle(elements, reporter);
        }
    }

    private void settle(Elements elements, Reporter reporter) {
        reportLostQueues(elements, reporter);
        if (mode.equals(CHECK)) {
            checked.forEach(each -> reportOutdated(each, reporter));
        } else if (!reporter.hasFailed()) {
            checked.forEach(each -> update(each, reporter));
        }
    }

    private void reportLostQueues(Elements elements, Reporter reporter) {
        Optional<Checked> first =
                checked.stream().filter(each -> each.earlier().isEmpty()).findFirst();
        try {
            for (String declaration : directory.declarations()) {
                if (isQueue(declaration, elements)) {
                    continue;
                }
                String file = ContractDirectory.fileName(declaration);
                String remedy = first.map(
                                each -> "If " + each.queue().simpleName() + " takes its place, rename the file to "
                                        + ContractDirectory.fileName(each.declaration()) + ". Otherwise delete it")
                        .orElse("Delete the file");
                reporter.report(
                        Problem.CONTRACT_QUEUE_LOST,
                        first.map(each -> each.queue().shape().position()).orElse(null),
                        declaration,
                        file,
                        remedy);
            }
        } catch (FileException e) {
            report(e, directory.toString(), checked.get(0).queue().shape().position(), reporter);
        }
    }

    private boolean isQueue(String declaration, Elements elements) {
        TypeElement type = elements.getTypeElement(declaration);
        return (type != null && type.getAnnotation(Queue.class) != null)
                || checked.stream().anyMatch(each -> each.declaration().equals(declaration));
    }

    private void reportOutdated(Checked each, Reporter reporter) {
        if (!each.isUpToDate()) {
            reporter.report(
                    Problem.CONTRACT_OUTDATED,
                    each.queue().shape().position(),
                    each.queue().simpleName(),
                    firstDifference(each));
        }
    }

    private static String firstDifference(Checked each) {
        String file = ContractDirectory.fileName(each.declaration());
        if (each.earlier().isEmpty()) {
            return "there is no " + file;
        }
        List<String> is = each.lines(each.earlier().orElseThrow());
        List<String> shouldBe = each.lines(each.contract());
        int same = 0;
        while (same < Math.min(is.size(), shouldBe.size()) && is.get(same).equals(shouldBe.get(same))) {
            same++;
        }
        return same == shouldBe.size()
                ? file + " goes on with \"" + is.get(same).strip() + "\""
                : file + " lacks \"" + shouldBe.get(same).strip() + "\"";
    }

    private void update(Checked each, Reporter reporter) {
        if (each.isUpToDate()) {
            return;
        }
        try {
            directory.write(each.declaration(), each.contract());
        } catch (FileException e) {
            report(
                    e,
                    directory.file(each.declaration()).toString(),
                    each.queue().shape().position(),
                    reporter);
        }
    }

    private static void report(FileException problem, String file, Position position, Reporter reporter) {
        reporter.report(Problem.CONTRACT_FILE, position, file, String.valueOf(problem.getMessage()));
    }
}
