package dev.typedqueue.processor.validation;

import dev.typedqueue.cron.ClockChange;
import dev.typedqueue.cron.CronExpression;
import dev.typedqueue.cron.CronTimes;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.ScheduleModel;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells when the jobs of a {@code @Cron} come next, for those who ask for it. */
public final class ScheduleTimes {

    private static final int TOLD = 3;

    /** Each zone has made all changes of its clock by then. */
    private static final Duration YEAR = Duration.ofDays(365);

    private final Instant now;
    private final Reporter reporter;

    /** @param now when the compiler is asked */
    public ScheduleTimes(Instant now, Reporter reporter) {
        this.now = now;
        this.reporter = reporter;
    }

    /** Tells it of all jobs of a queue in which nothing is wrong. */
    public void tell(QueueModel queue) {
        for (JobModel job : queue.jobs()) {
            for (ScheduleModel schedule : job.schedules()) {
                if (schedule instanceof ScheduleModel.Cron cron) {
                    tell(job, cron);
                }
            }
        }
    }

    private void tell(JobModel job, ScheduleModel.Cron cron) {
        ZoneId zone = ZoneId.of(cron.zone() == null ? "UTC" : cron.zone().value());
        CronTimes times =
                new CronTimes(CronExpression.parse(cron.expression().value().strip()), zone);
        List<String> next = new ArrayList<>();
        Optional<Instant> time = times.after(now);
        while (time.isPresent() && next.size() < TOLD) {
            next.add(time.get().atZone(zone).toString());
            time = times.after(time.get());
        }
        reporter.note(Problem.SCHEDULE_TIMES, cron.expression().position(), job.methodName(), Words.all(next));
        for (ClockChange change : times.clockChanges(now, now.plus(YEAR))) {
            reporter.note(
                    Problem.SCHEDULE_CLOCK,
                    cron.expression().position(),
                    change.time().toLocalDate(),
                    zone,
                    change.isSkipped()
                            ? "skips " + change.time().toLocalTime()
                            : "shows " + change.time().toLocalTime() + " twice",
                    job.methodName(),
                    change.isSkipped()
                            ? "at " + change.runsAt().toLocalTime() + " then, once for all that is skipped"
                            : "the first time alone");
        }
    }
}
