package dev.typedqueue.processor.validation;

import dev.typedqueue.cron.CronExpression;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.ScheduleModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.model.WrittenDuration;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import dev.typedqueue.processor.reporting.Similar;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The schedules of a queue's jobs. */
final class ScheduleValidator implements Validator {

    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);
    private static final int MOST_MISSED = 1_000;

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        for (JobModel job : queue.jobs()) {
            if (job.schedules().isEmpty()) {
                continue;
            }
            ScheduleModel last = job.schedules().get(job.schedules().size() - 1);
            if (job.schedules().size() > 1) {
                reporter.report(Problem.SCHEDULE_TWICE, last.position(), job.methodName());
            }
            if (!job.payload().components().isEmpty() || !job.payload().isGenerated()) {
                reporter.report(Problem.SCHEDULE_PAYLOAD, job.method().position(), job.methodName());
            }
            if (queue.isExternal()) {
                reporter.report(Problem.SCHEDULE_EXTERNAL, last.position(), job.methodName(), queue.simpleName());
            }
            job.schedules().forEach(schedule -> times(schedule, reporter));
        }
    }

    private static void times(ScheduleModel schedule, Reporter reporter) {
        missed(schedule.spread(), reporter);
        Optional<WrittenDuration> jitter = DurationCheck.check(schedule.spread().jitter(), reporter);
        jitter.filter(each -> each.duration().isZero())
                .ifPresent(zero -> jitter(schedule, "No job would run later.", "a longer one", reporter));
        if (schedule instanceof ScheduleModel.Cron cron) {
            CronCheck.check(cron.expression(), reporter)
                    .flatMap(CronExpression::shortestDistance)
                    .filter(distance ->
                            jitter.isPresent() && jitter.get().duration().compareTo(distance) >= 0)
                    .ifPresent(distance -> {
                        String why = "No job runs later than the next time, which can be " + Words.duration(distance)
                                + " away.";
                        jitter(schedule, why, "a shorter one", reporter);
                    });
            zone(cron.zone(), reporter);
        } else if (schedule instanceof ScheduleModel.Every every) {
            period(every, jitter, reporter);
        }
    }

    private static void period(ScheduleModel.Every every, Optional<WrittenDuration> jitter, Reporter reporter) {
        if (every.isFromEnd() && every.spread().missed() != null) {
            reporter.report(Problem.MISSED_FROM_END, every.spread().missed().position());
        }
        Optional<WrittenDuration> period = DurationCheck.check(every.period(), reporter);
        if (period.isEmpty()) {
            return;
        }
        Duration length = period.get().duration();
        if (length.compareTo(SHORTEST_PERIOD) < 0) {
            reporter.report(
                    Problem.EVERY_TOO_SHORT,
                    every.period().position(),
                    every.period().value());
        } else if (jitter.isPresent() && jitter.get().duration().compareTo(length) >= 0) {
            String why = "No job runs later than the next time, which is " + period.get() + " away.";
            jitter(every, why, "a shorter one", reporter);
        }
    }

    private static void jitter(ScheduleModel schedule, String why, String remedy, Reporter reporter) {
        Setting<String> jitter = Objects.requireNonNull(schedule.spread().jitter());
        reporter.report(Problem.JITTER_RANGE, jitter.position(), jitter.value(), why, remedy);
    }

    private static void missed(ScheduleModel.Spread spread, Reporter reporter) {
        Setting<Integer> most = spread.mostMissed();
        if (most == null) {
            return;
        }
        if (most.value() < 1 || most.value() > MOST_MISSED) {
            reporter.report(Problem.MISSED_RANGE, most.position(), most.value());
        }
        if (spread.missed() == null || !spread.missed().value().equals("ALL")) {
            reporter.report(Problem.MISSED_NOT_ALL, most.position());
        }
    }

    private static void zone(@Nullable Setting<String> zone, Reporter reporter) {
        if (zone == null) {
            return;
        }
        try {
            ZoneId.of(zone.value());
        } catch (DateTimeException unknown) {
            reporter.report(Problem.ZONE_UNKNOWN, zone.position(), zone.value(), hint(zone.value()));
        }
    }

    /** A city without its continent is the most frequent slip; then come letters. */
    private static String hint(String written) {
        Set<String> known = ZoneId.getAvailableZoneIds();
        String city = "/" + written.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(zone -> zone.toLowerCase(Locale.ROOT).endsWith(city))
                .min(String::compareTo)
                .or(() -> Similar.nearest(written, known))
                .map(Similar::question)
                .orElse("Write a name such as \"Europe/Berlin\".");
    }
}
