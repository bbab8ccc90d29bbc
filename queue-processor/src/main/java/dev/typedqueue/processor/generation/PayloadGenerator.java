package dev.typedqueue.processor.generation;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeSpec;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.PayloadModel;
import dev.typedqueue.processor.model.QueueModel;
import javax.lang.model.element.Modifier;

/** Prints the payload record of a job with plain parameters. */
public final class PayloadGenerator {

    private PayloadGenerator() {}

    /** The file of the job's payload. */
    public static JavaFile generate(QueueModel queue, JobModel job) {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        for (PayloadModel.Component component : job.payload().components()) {
            components.addParameter(ParameterSpec.builder(component.type(), component.name())
                    .addAnnotations(component.annotations())
                    .build());
        }
        TypeSpec.Builder type = TypeSpec.recordBuilder(job.payload().raw())
                .addOriginatingElement(queue.origin())
                .addAnnotation(AnnotationSpec.builder(Names.GENERATED)
                        .addMember("value", "$S", Names.PROCESSOR)
                        .build())
                .addJavadoc("The payload of {@link $T#$L}.\n", queue.declaration(), job.method())
                .recordConstructor(components.build());
        if (queue.isPublic()) {
            type.addModifiers(Modifier.PUBLIC);
        }
        return JavaFile.builder(job.payload().raw().packageName(), type.build())
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
    }
}
