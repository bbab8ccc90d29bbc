package dev.typedqueue.processor.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A job of a queue.
 *
 * @param method the method that declares it
 * @param annotation where its {@code @Job} stands
 * @param name the name under which it is stored
 * @param formerNames the names under which earlier releases stored it
 * @param version the payload's version, or null for the default
 * @param alsoReads older versions that can be read too
 * @param payload its payload
 * @param takesContext whether the method takes a {@code JobContext}
 * @param retry its own rule or the queue's, or null
 * @param priority its own rule or the queue's, or null
 * @param timeout how long an attempt may take, by its own rule or the queue's, or null
 * @param unique its uniqueness rule, or null
 * @param limits the queue's limits, which its jobs share, and its own
 * @param schedules its {@code @Cron} and {@code @Every}: at most one of them, if all is well
 * @param documentation the method's Javadoc
 * @param deprecation the method's {@code @Deprecated}, or null
 */
public record JobModel(
        MethodModel method,
        Position annotation,
        Setting<String> name,
        List<Setting<String>> formerNames,
        @Nullable Setting<Integer> version,
        List<Setting<Integer>> alsoReads,
        PayloadModel payload,
        boolean takesContext,
        @Nullable RetryModel retry,
        @Nullable Setting<Integer> priority,
        @Nullable Setting<String> timeout,
        @Nullable UniqueModel unique,
        List<LimitModel> limits,
        List<ScheduleModel> schedules,
        Documentation documentation,
        @Nullable Deprecation deprecation) {

    /** Keeps copies of the lists. */
    public JobModel {
        formerNames = List.copyOf(formerNames);
        alsoReads = List.copyOf(alsoReads);
        limits = List.copyOf(limits);
        schedules = List.copyOf(schedules);
    }

    /** The method's name, by which rules refer to the job. */
    public String methodName() {
        return method.name();
    }

    /** The name of the constant that holds the job's definition. */
    public String constant() {
        return Names.snakeCase(methodName()).toUpperCase(Locale.ROOT);
    }

    /**
     * The name of the methods that add many jobs. It has the job in it, since {@code addAll(Collection)} could be there
     * for one type of payload only.
     */
    public String bulkMethod() {
        return "addAll" + Names.capitalised(methodName());
    }

    /** The payload's version. */
    public int versionOrDefault() {
        return version == null ? 1 : version.value();
    }

    /** The name under which the job is stored, and the former ones. */
    public List<Setting<String>> allNames() {
        List<Setting<String>> names = new ArrayList<>();
        names.add(name);
        names.addAll(formerNames);
        return names;
    }

    /** The payload's version, and the older ones that can be read too. */
    public List<Integer> allVersions() {
        List<Integer> versions = new ArrayList<>();
        versions.add(versionOrDefault());
        alsoReads.forEach(older -> versions.add(older.value()));
        return versions;
    }
}
