package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.typedqueue.processor.model.ComponentModel;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.Names;
import dev.typedqueue.processor.model.QueueModel;

/** Prints the record that is made from the parameters of a job. */
public final class PayloadGenerator {

    private PayloadGenerator() {}

    /** The file of the job's payload. */
    public static GeneratedFile generate(QueueModel queue, JobModel job) {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        for (ComponentModel component : job.payload().components()) {
            components.addParameter(ParameterSpec.builder(component.type(), component.name())
                    .addAnnotations(component.annotations())
                    .build());
        }
        TypeSpec.Builder type = TypeSpec.recordBuilder(job.payload().rawType())
                .addJavadoc(javadoc(queue, job))
                .recordConstructor(components.build());
        return GeneratedFile.of(queue, type, job.payload().warnings());
    }

    /** What the job's Javadoc says of its parameters is said of the components. */
    private static CodeBlock javadoc(QueueModel queue, JobModel job) {
        CodeBlock.Builder text = CodeBlock.builder()
                .add("The payload of the job {@link $T#$L}.\n", queue.declaration(), job.methodName());
        String separator = "\n";
        for (ComponentModel component : job.payload().components()) {
            String said = job.documentation().parameters().getOrDefault(component.name(), "");
            String name = Names.snakeCase(component.name()).replace('_', ' ');
            text.add("$L@param $L $L\n", separator, component.name(), said.isEmpty() ? "the " + name : said);
            separator = "";
        }
        return text.build();
    }
}
