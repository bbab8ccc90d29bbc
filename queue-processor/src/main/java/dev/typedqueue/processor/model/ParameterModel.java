package dev.typedqueue.processor.model;

import com.palantir.javapoet.TypeName;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a method.
 *
 * @param position where it stands
 * @param name its name
 * @param type its type, without annotations
 * @param key where its {@code @Key} stands, or null
 */
public record ParameterModel(
        Position position,
        String name,
        TypeName type,
        @Nullable Position key) {}
