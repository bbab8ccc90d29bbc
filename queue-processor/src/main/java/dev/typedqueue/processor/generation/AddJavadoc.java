package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;
import dev.typedqueue.processor.model.Documentation;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.Names;
import dev.typedqueue.processor.model.ParameterModel;
import dev.typedqueue.processor.model.QueueModel;

/** The Javadoc of the methods that add one job. */
final class AddJavadoc {

    private static final String PAYLOAD = "the job's payload";

    private final QueueModel queue;
    private final JobModel job;
    private final boolean isOfClient;

    /**
     * @param isOfClient whether the methods are those of the client, which leave the description to those of the facade
     */
    AddJavadoc(QueueModel queue, JobModel job, boolean isOfClient) {
        this.queue = queue;
        this.job = job;
        this.isOfClient = isOfClient;
    }

    CodeBlock addNow() {
        return add("Adds the job, to run as soon as possible.", "").build();
    }

    CodeBlock addAt() {
        return add(
                        "Adds the job, to run at the given time.",
                        "@param runAt when the job is due; a time in the past is now\n")
                .build();
    }

    CodeBlock addWithOptions() {
        return add("Adds the job as the options say.", "@param options when the job is due, and how urgent\n")
                .build();
    }

    private CodeBlock.Builder add(String what, String parameters) {
        CodeBlock.Builder text = CodeBlock.builder();
        String description = job.documentation().description();
        if (isOfClient || description.isEmpty()) {
            text.add("$L\n", what);
        } else {
            text.add("$L\n\n<p>$L\n", description, what);
        }
        text.add("\n@param payload $L\n", payload()).add(parameters).add("@return what became of the job\n");
        return text.add(see()).add(deprecated());
    }

    CodeBlock addAll(boolean withOptions) {
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

    /** The Javadoc of the record that is made for the job. */
    CodeBlock payloadRecord() {
        CodeBlock.Builder text = CodeBlock.builder()
                .add("The payload of the job {@link $T#$L}.\n", queue.declaration(), job.methodName());
        String separator = "\n";
        for (var component : job.payload().components()) {
            String said = job.documentation().parameters().getOrDefault(component.name(), "");
            String name = Names.snakeCase(component.name()).replace('_', ' ');
            text.add("$L@param $L $L\n", separator, component.name(), said.isEmpty() ? "the " + name : said);
            separator = "";
        }
        return text.build();
    }
}
