package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;
import dev.typedqueue.processor.model.Documentation;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.ParameterModel;
import dev.typedqueue.processor.model.QueueModel;

/**
 * What the methods of the facade say: what the job does, and what becomes of it.
 *
 * <p>It is most of what is generated. JavaPoet takes a piece of text faster than its parts.
 */
final class FacadeJavadoc implements AddJavadoc {

    private static final String PAYLOAD = "the job's payload";

    private final QueueModel queue;
    private final JobModel job;

    FacadeJavadoc(QueueModel queue, JobModel job) {
        this.queue = queue;
        this.job = job;
    }

    @Override
    public CodeBlock addNow() {
        return add("Adds the job, to run as soon as possible.", "");
    }

    @Override
    public CodeBlock addAt() {
        return add(
                "Adds the job, to run at the given time.",
                "@param runAt when the job is due; a time in the past is now\n");
    }

    @Override
    public CodeBlock addWithOptions() {
        return add("Adds the job as the options say.", "@param options when the job is due, and how urgent\n");
    }

    private CodeBlock add(String what, String parameters) {
        String description = job.documentation().description();
        String text = description.isEmpty() ? what : description + "\n\n<p>" + what;
        return withReferences(
                text + "\n\n@param payload " + payload() + "\n" + parameters + "@return what became of the job\n");
    }

    @Override
    public CodeBlock addAll(boolean withOptions) {
        return withReferences("Adds a job for each payload: all or none of those that the rules admit.\n\n"
                + "@param payloads the jobs' payloads\n"
                + (withOptions ? "@param options when the jobs are due, and how urgent\n" : "")
                + "@return what became of each job, in order\n");
    }

    /** What the job's Javadoc says of its payload. What it says of plain parameters goes to the generated record. */
    private String payload() {
        Documentation documentation = job.documentation();
        return job.payload().isGenerated()
                ? PAYLOAD
                : job.method().parameters().stream()
                        .map(ParameterModel::name)
                        .map(name -> documentation.parameters().getOrDefault(name, ""))
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .orElse(PAYLOAD);
    }

    private CodeBlock withReferences(String text) {
        return CodeBlock.of(
                "$L$T$L", text + "@see ", queue.declaration(), "#" + job.methodName() + "\n" + deprecated());
    }

    private String deprecated() {
        if (job.deprecation() == null) {
            return "";
        }
        String text = job.documentation().deprecated();
        return "@deprecated " + (text.isEmpty() ? "The job is deprecated." : text) + "\n";
    }
}
