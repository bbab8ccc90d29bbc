package dev.typedqueue.cron;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;

/**
 * A time of a schedule that the clock skips or shows twice, since it is changed.
 *
 * @param time what the clock does not show, or shows twice
 * @param isSkipped whether it does not show it
 * @param runsAt the one moment at which it counts
 */
public record ClockChange(LocalDateTime time, boolean isSkipped, OffsetDateTime runsAt) {}
