package dev.typedqueue.processor.generation;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.typedqueue.processor.model.ComponentModel;
import dev.typedqueue.processor.model.JobModel;
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
                .addJavadoc(new AddJavadoc(queue, job, false).payloadRecord())
                .recordConstructor(components.build());
        return GeneratedFile.of(queue, type, job.payload().warnings());
    }
}
