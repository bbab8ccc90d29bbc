package dev.typedqueue.processor.model;

import com.palantir.javapoet.ClassName;
import java.time.Duration;
import java.util.List;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** All that a queue's declaration says. */
public record QueueModel(
        Element origin,
        ClassName declaration,
        boolean isPublic,
        String wireName,
        int concurrency,
        boolean runOnStartup,
        boolean external,
        String store,
        boolean deletesOnCrash,
        Retention retention,
        List<JobModel> jobs,
        List<RuleModel> rules) {

    /** How long finished jobs are kept; null for ever. */
    public record Retention(
            @Nullable Duration completed,
            @Nullable Duration failed,
            @Nullable Duration cancelled) {
        public static final Retention DEFAULT =
                new Retention(Duration.ofDays(1), Duration.ofDays(30), Duration.ofDays(1));
    }

    /** The class that is generated for the queue. */
    public ClassName facade() {
        return ClassName.get(declaration.packageName(), String.join("_", declaration.simpleNames()) + "Queue");
    }
}
