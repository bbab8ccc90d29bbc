package dev.typedqueue.processor.validation;

import dev.typedqueue.processor.model.ComponentModel;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.PayloadModel;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import dev.typedqueue.processor.reporting.Similar;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the components that are to make a key are there, and can make one. */
final class KeyCheck {

    private KeyCheck() {}

    static void check(JobModel job, List<Setting<String>> components, Reporter reporter) {
        PayloadModel payload = job.payload();
        List<String> names =
                payload.components().stream().map(ComponentModel::name).toList();
        Set<String> seen = new HashSet<>();
        for (Setting<String> by : components) {
            ComponentModel component = payload.component(by.value());
            if (component == null) {
                String known = names.isEmpty() ? "It has none." : "Write " + Words.choice(names) + ".";
                reporter.report(
                        Problem.KEY_COMPONENT_UNKNOWN,
                        by.position(),
                        by.value(),
                        payload.rawType().simpleName(),
                        Similar.orElse(by.value(), names, known));
            } else if (!seen.add(by.value())) {
                reporter.report(Problem.KEY_COMPONENT_TWICE, by.position(), by.value());
            } else if (component.withoutEquality() != null) {
                reporter.report(Problem.UNIQUE_NEVER_HOLDS, by.position(), by.value(), component.withoutEquality());
            }
        }
    }
}
