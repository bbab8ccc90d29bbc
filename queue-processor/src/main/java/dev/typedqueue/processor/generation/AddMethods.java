package dev.typedqueue.processor.generation;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.typedqueue.processor.model.Deprecation;
import dev.typedqueue.processor.model.JobModel;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The methods that add one job: the same on the facade, where they are static, and on its client. */
final class AddMethods {

    private static final TypeName RESULTS =
            ParameterizedTypeName.get(ClassName.get(List.class), RuntimeTypes.ADD_RESULT);

    private final JobModel job;
    private final AddJavadoc javadoc;
    private final Modifier[] modifiers;
    private final CodeBlock client;

    /**
     * @param client where the jobs are added in the end
     * @param modifiers those of each method
     */
    AddMethods(JobModel job, AddJavadoc javadoc, CodeBlock client, Modifier... modifiers) {
        this.job = job;
        this.javadoc = javadoc;
        this.client = client;
        this.modifiers = modifiers;
    }

    List<MethodSpec> all() {
        return List.of(now(), at(), withOptions(), all(false), all(true));
    }

    private MethodSpec now() {
        return add().addJavadoc(javadoc.addNow())
                .addStatement("return add(payload, $T.now())", RuntimeTypes.ADD_OPTIONS)
                .build();
    }

    private MethodSpec at() {
        return add().addJavadoc(javadoc.addAt())
                .addParameter(Instant.class, "runAt")
                .addStatement("return add(payload, $T.at(runAt))", RuntimeTypes.ADD_OPTIONS)
                .build();
    }

    private MethodSpec withOptions() {
        return add().addJavadoc(javadoc.addWithOptions())
                .addParameter(RuntimeTypes.ADD_OPTIONS, "options")
                .addStatement("return $L.add($L, payload, options)", client, job.constant())
                .build();
    }

    private MethodSpec.Builder add() {
        return method("add", RuntimeTypes.ADD_RESULT).addParameter(job.payload().type(), "payload");
    }

    private MethodSpec all(boolean withOptions) {
        String name = job.bulkMethod();
        MethodSpec.Builder method = method(name, RESULTS)
                .addJavadoc(javadoc.addAll(withOptions))
                .addParameter(
                        ParameterizedTypeName.get(
                                ClassName.get(Collection.class), job.payload().type()),
                        "payloads");
        return withOptions
                ? method.addParameter(RuntimeTypes.ADD_OPTIONS, "options")
                        .addStatement("return $L.addAll($L, payloads, options)", client, job.constant())
                        .build()
                : method.addStatement("return $L(payloads, $T.now())", name, RuntimeTypes.ADD_OPTIONS)
                        .build();
    }

    private MethodSpec.Builder method(String name, TypeName result) {
        MethodSpec.Builder method =
                MethodSpec.methodBuilder(name).addModifiers(modifiers).returns(result);
        if (job.deprecation() != null) {
            method.addAnnotation(deprecated(job.deprecation()));
        }
        return method;
    }

    private static AnnotationSpec deprecated(Deprecation deprecation) {
        AnnotationSpec.Builder annotation = AnnotationSpec.builder(Deprecated.class);
        if (deprecation.since() != null) {
            annotation.addMember("since", "$S", deprecation.since());
        }
        if (deprecation.forRemoval()) {
            annotation.addMember("forRemoval", "true");
        }
        return annotation.build();
    }
}
