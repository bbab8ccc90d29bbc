package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.QueueModel;

/** The Javadoc of generated methods. */
final class Documentation {

    private Documentation() {}

    static CodeBlock of(QueueModel queue, JobModel job, String when) {
        CodeBlock.Builder text = CodeBlock.builder();
        if (job.documentation() != null) {
            text.add(
                    "$L\n\n<p>",
                    job.documentation().strip().replaceAll("(?m)^ ", "").replaceAll("(?s)\n@.*", ""));
        }
        return text.add("Runs {@link $T#$L} $L.\n", queue.declaration(), job.method(), when)
                .build();
    }
}
