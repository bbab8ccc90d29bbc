package dev.typedqueue.processor.model;

import org.jspecify.annotations.Nullable;

/**
 * A {@code @Deprecated} that is carried to what is generated.
 *
 * @param since its {@code since}, or null
 * @param forRemoval whether it is for removal
 */
public record Deprecation(@Nullable String since, boolean forRemoval) {}
