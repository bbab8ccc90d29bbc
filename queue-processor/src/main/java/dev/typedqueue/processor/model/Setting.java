package dev.typedqueue.processor.model;

/**
 * A value that the user wrote in an annotation. What the user left to the default has none.
 *
 * @param value the value
 * @param position where it stands
 * @param <T> the value's type
 */
public record Setting<T>(T value, Position position) {}
