package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;
import dev.typedqueue.processor.model.Documentation;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.ParameterModel;
import dev.typedqueue.processor.model.QueueModel;

/** What the methods of the facade say: what the job does, and what becomes of it. */
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
        return add("Adds the job, to run as soon as possible.", "").build();
    }

    @Override
    public CodeBlock addAt() {
        return add(
                        "Adds the job, to run at the given time.",
                        "@param runAt when the job is due; a time in the past is now\n")
                .build();
    }

    @Override
    public CodeBlock addWithOptions() {
        return add("Adds the job as the options say.", "@param options when the job is due, and how urgent\n")
                .build();
    }

    private CodeBlock.Builder add(String what, String parameters) {
        CodeBlock.Builder text = CodeBlock.builder();
        String description = job.documentation().description();
        if (description.isEmpty()) {
            text.add("$L\n", what);
        } else {
            text.add("$L\n\n<p>$L\n", description, what);
        }
        text.add("\n@param payload $L\n", payload()).add(parameters).add("@return what became of the job\n");
        return text.add(see()).add(deprecated());
    }

    @Override
    public CodeBlock addAll(boolean withOptions) {
        return CodeBlock.builder()
                .add("Adds a job for each payload: all or none of those that the rules admit.\n\n")
                .add("@param payloads the jobs' payloads\n")
                .add(withOptions ? "@param options when the jobs are due, and how urgent\n" : "")
                .add("@return what became of each job, in order\n")
                .add(see())
                .add(deprecated())
                .build();
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

    private CodeBlock see() {
        return CodeBlock.of("@see $T#$L\n", queue.declaration(), job.methodName());
    }

    private CodeBlock deprecated() {
        if (job.deprecation() == null) {
            return CodeBlock.of("");
        }
        String text = job.documentation().deprecated();
        return CodeBlock.of("@deprecated $L\n", text.isEmpty() ? "The job is deprecated." : text);
    }
}
