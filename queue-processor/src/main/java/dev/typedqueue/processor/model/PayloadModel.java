package dev.typedqueue.processor.model;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import java.util.List;

/**
 * A job's payload.
 *
 * @param type its type, with type arguments
 * @param raw its class
 * @param isGenerated whether it is made from the job's parameters
 * @param components its components
 */
public record PayloadModel(TypeName type, ClassName raw, boolean isGenerated, List<Component> components) {

    /** A component of a payload. */
    public record Component(String name, TypeName type, List<AnnotationSpec> annotations) {}
}
