package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.RetryModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An external queue: jobs are added here and run elsewhere, so that what says how they run has no effect. */
final class ExternalQueueValidator implements Validator {

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        if (!queue.isExternal()) {
            return;
        }
        QueueModel.Settings settings = queue.settings();
        setting("concurrency", settings.concurrency(), queue, reporter);
        setting("runOnStartup", settings.runOnStartup(), queue, reporter);
        setting("onCrash", settings.onCrash(), queue, reporter);
        if (settings.retention() != null) {
            report("@Retain", settings.retention().position(), queue, reporter);
        }
        Set<Position> reported = new HashSet<>();
        once("@Retry", position(settings.retry()), queue, reported, reporter);
        once("@Timeout", position(settings.timeout()), queue, reported, reporter);
        for (JobModel job : queue.jobs()) {
            once("@Retry", position(job.retry()), queue, reported, reporter);
            once("@Timeout", position(job.timeout()), queue, reported, reporter);
        }
    }

    private static void setting(String name, @Nullable Setting<?> setting, QueueModel queue, Reporter reporter) {
        if (setting != null) {
            report(name, setting.position(), queue, reporter);
        }
    }

    private static @Nullable Position position(@Nullable RetryModel retry) {
        return retry == null ? null : retry.position();
    }

    private static @Nullable Position position(@Nullable Setting<String> timeout) {
        return timeout == null ? null : timeout.position();
    }

    /** What is said on the queue for all its jobs is reported once. */
    private static void once(
            String what, @Nullable Position position, QueueModel queue, Set<Position> reported, Reporter reporter) {
        if (position != null && reported.add(position)) {
            report(what, position, queue, reporter);
        }
    }

    private static void report(String what, Position position, QueueModel queue, Reporter reporter) {
        reporter.report(Problem.EXTERNAL_NO_EFFECT, position, what, queue.simpleName());
    }
}
