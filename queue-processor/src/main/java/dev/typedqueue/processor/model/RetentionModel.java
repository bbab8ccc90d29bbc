package dev.typedqueue.processor.model;

import org.jspecify.annotations.Nullable;

/**
 * A {@code @Retain}; null stands for what the user left to the default.
 *
 * @param position where the annotation stands
 * @param completed how long completed jobs are kept
 * @param failed how long failed jobs are kept
 * @param cancelled how long cancelled jobs are kept
 */
public record RetentionModel(
        Position position,
        @Nullable Setting<String> completed,
        @Nullable Setting<String> failed,
        @Nullable Setting<String> cancelled) {}
