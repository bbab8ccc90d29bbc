package dev.typedqueue.processor.model;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.TypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A component of a payload.
 *
 * @param position where it stands: the parameter, or the record's component
 * @param name its name
 * @param type its type, with the type's own nullness annotations
 * @param annotations its annotations that are not part of the type, for a record that is made
 * @param isNullable whether it may be null
 * @param key the {@code @Key} on it, or null
 * @param withoutEquality why two equal values of it could not be told to be equal, or null if they can
 */
public record ComponentModel(
        Position position,
        String name,
        TypeName type,
        List<AnnotationSpec> annotations,
        boolean isNullable,
        @Nullable KeyModel key,
        @Nullable String withoutEquality) {

    /** Keeps a copy of the list. */
    public ComponentModel {
        annotations = List.copyOf(annotations);
    }
}
