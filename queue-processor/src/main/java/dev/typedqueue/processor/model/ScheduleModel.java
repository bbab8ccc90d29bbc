package dev.typedqueue.processor.model;

import org.jspecify.annotations.Nullable;

/** When a job is added by itself. */
public sealed interface ScheduleModel {

    /** Where the annotation stands. */
    Position position();

    /** What the two have in common. */
    Spread spread();

    /**
     * How the times of a schedule become jobs.
     *
     * @param missed the name of the constant of {@code MissedRuns}, or null for the default
     * @param mostMissed for how many missed times jobs are added, or null for the default
     * @param jitter by how much jobs run later, or null for none
     */
    record Spread(
            @Nullable Setting<String> missed,
            @Nullable Setting<Integer> mostMissed,
            @Nullable Setting<String> jitter) {}

    /**
     * A {@code @Cron}.
     *
     * @param position where the annotation stands
     * @param expression the five fields
     * @param zone the time zone, or null for the default
     * @param spread how they become jobs
     */
    record Cron(
            Position position,
            Setting<String> expression,
            @Nullable Setting<String> zone,
            Spread spread) implements ScheduleModel {}

    /**
     * An {@code @Every}.
     *
     * @param position where the annotation stands
     * @param period the period
     * @param from the name of the constant of {@code Every.From}, or null for the default
     * @param spread how they become jobs
     */
    record Every(
            Position position,
            Setting<String> period,
            @Nullable Setting<String> from,
            Spread spread) implements ScheduleModel {

        /** Whether the period begins at the end of the last job. */
        public boolean isFromEnd() {
            return from != null && from.value().equals("END");
        }
    }
}
