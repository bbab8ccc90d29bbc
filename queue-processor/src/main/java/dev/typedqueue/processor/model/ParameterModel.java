package dev.typedqueue.processor.model;

import com.palantir.javapoet.TypeName;

/**
 * A parameter of a method.
 *
 * @param position where it stands
 * @param name its name
 * @param type its type, without annotations
 */
public record ParameterModel(Position position, String name, TypeName type) {}
