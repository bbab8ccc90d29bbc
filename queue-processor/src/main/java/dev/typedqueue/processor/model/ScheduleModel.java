package dev.typedqueue.processor.model;

import org.jspecify.annotations.Nullable;

/** When a job is added by itself. */
public sealed interface ScheduleModel {

    /** Where the annotation stands. */
    Position position();

    /** The name of the constant of {@code MissedRuns}, or null for the default. */
    @Nullable
    Setting<String> missed();

    /**
     * A {@code @Cron}.
     *
     * @param position where the annotation stands
     * @param expression the five fields
     * @param zone the time zone, or null for the default
     * @param missed the name of the constant of {@code MissedRuns}, or null for the default
     */
    record Cron(
            Position position,
            Setting<String> expression,
            @Nullable Setting<String> zone,
            @Nullable Setting<String> missed)
            implements ScheduleModel {}

    /**
     * An {@code @Every}.
     *
     * @param position where the annotation stands
     * @param period the period
     * @param missed the name of the constant of {@code MissedRuns}, or null for the default
     */
    record Every(
            Position position,
            Setting<String> period,
            @Nullable Setting<String> missed) implements ScheduleModel {}
}
