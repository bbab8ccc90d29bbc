package dev.typedqueue.processor.generation;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import dev.typedqueue.processor.model.QueueModel;
import java.util.Set;
import javax.lang.model.element.Modifier;

/**
 * A generated type.
 *
 * @param name its qualified name
 * @param text its source
 */
public record GeneratedFile(String name, String text) {

    private static final String PROCESSOR = "dev.typedqueue.processor.QueueProcessor";

    /** Adds to a top-level type what all of them have in common. */
    static GeneratedFile of(QueueModel queue, TypeSpec.Builder type, Set<String> warnings) {
        if (queue.isPublic()) {
            type.addModifiers(Modifier.PUBLIC);
        }
        if (queue.generatedCode().generatedAnnotation() != null) {
            type.addAnnotation(AnnotationSpec.builder(queue.generatedCode().generatedAnnotation())
                    .addMember("value", "$S", PROCESSOR)
                    .build());
        }
        if (!warnings.isEmpty()) {
            AnnotationSpec.Builder suppression = AnnotationSpec.builder(SuppressWarnings.class);
            warnings.stream().sorted().forEach(warning -> suppression.addMember("value", "$S", warning));
            type.addAnnotation(suppression.build());
        }
        type.alwaysQualify(queue.generatedCode().hiddenBasicTypes().toArray(String[]::new));
        TypeSpec complete = type.build();
        JavaFile file = JavaFile.builder(queue.declaration().packageName(), complete)
                .indent("    ")
                .skipJavaLangImports(true)
                .build();
        return new GeneratedFile(queue.facade().peerClass(complete.name()).canonicalName(), Layout.of(file));
    }
}
