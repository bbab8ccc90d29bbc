package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.HashSet;
import java.util.Set;

/** The tags of {@code @Job}. */
final class TagValidator implements Validator {

    private static final int MOST = 20;
    private static final int LONGEST = 100;

    @Override
    public void validate(QueueModel queue, Reporter reporter) {
        queue.jobs().forEach(job -> tags(job, reporter));
    }

    private static void tags(JobModel job, Reporter reporter) {
        Set<String> seen = new HashSet<>();
        for (Setting<String> tag : job.tags()) {
            if (!isTag(tag.value())) {
                reporter.report(Problem.TAG_INVALID, tag.position(), shown(tag.value()));
            } else if (!seen.add(tag.value())) {
                reporter.report(Problem.TAG_TWICE, tag.position(), tag.value());
            }
        }
        if (seen.size() > MOST) {
            reporter.report(Problem.TAGS_TOO_MANY, job.annotation(), job.methodName(), seen.size());
        }
    }

    private static boolean isTag(String text) {
        return !text.isBlank() && text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl);
    }

    /** What a console can show in a line. */
    private static String shown(String text) {
        return text.length() <= LONGEST
                ? '"' + text.replaceAll("\\p{Cntrl}", "?") + '"'
                : "A text of " + text.length() + " characters";
    }
}
