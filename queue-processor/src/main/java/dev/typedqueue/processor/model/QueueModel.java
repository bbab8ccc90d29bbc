package dev.typedqueue.processor.model;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * A queue, as its interface declares it.
 *
 * @param shape what kind of type it is
 * @param origin the interface, for the compiler's book-keeping of what was generated from what
 * @param declaration the interface's name
 * @param facade the name of the class that is generated
 * @param isPublic whether everyone can see it
 * @param annotation where its {@code @Queue} stands
 * @param name the name under which it is stored
 * @param settings how it runs
 * @param methods all methods of the interface, in order
 * @param jobs its jobs, in order
 * @param rules its rule methods, in order
 * @param documentation the interface's Javadoc
 * @param generatedCode what the generated code can use, and has to live with
 */
public record QueueModel(
        Shape shape,
        TypeElement origin,
        ClassName declaration,
        ClassName facade,
        boolean isPublic,
        Position annotation,
        Setting<String> name,
        Settings settings,
        List<MethodModel> methods,
        List<JobModel> jobs,
        List<RuleModel> rules,
        Documentation documentation,
        GeneratedCode generatedCode) {

    /** Keeps copies of the lists. */
    public QueueModel {
        methods = List.copyOf(methods);
        jobs = List.copyOf(jobs);
        rules = List.copyOf(rules);
    }

    /**
     * What kind of type carries the annotation.
     *
     * @param position where its name stands
     * @param kind such as {@code an interface} or {@code a record}
     * @param isInterface whether it is a plain interface
     * @param isPrivate whether it, or a type around it, is private
     * @param isGeneric whether it has type parameters
     * @param inherited the abstract methods that it inherits
     */
    public record Shape(
            Position position,
            String kind,
            boolean isInterface,
            boolean isPrivate,
            boolean isGeneric,
            List<InheritedMethod> inherited) {

        /** Keeps a copy of the list. */
        public Shape {
            inherited = List.copyOf(inherited);
        }
    }

    /**
     * An abstract method that a queue inherits.
     *
     * @param name its name
     * @param owner the interface that declares it
     */
    public record InheritedMethod(String name, String owner) {}

    /**
     * How a queue runs; null stands for what the user left to the default.
     *
     * @param concurrency how many jobs one node runs at the same time
     * @param runOnStartup whether a node runs it as soon as it starts
     * @param external whether another service runs it
     * @param store the name of its store
     * @param onCrash the name of the constant of {@code CrashPolicy}
     * @param priorityAgeing after which time of waiting a job counts as one priority higher
     * @param retry the default for its jobs
     * @param priority the default for its jobs
     * @param timeout the default for its jobs
     * @param limits what its jobs share
     * @param unique the default for its jobs that have components
     * @param retention how long finished jobs are kept
     */
    public record Settings(
            @Nullable Setting<Integer> concurrency,
            @Nullable Setting<Boolean> runOnStartup,
            @Nullable Setting<Boolean> external,
            @Nullable Setting<String> store,
            @Nullable Setting<String> onCrash,
            @Nullable Setting<String> priorityAgeing,
            @Nullable RetryModel retry,
            @Nullable Setting<Integer> priority,
            @Nullable Setting<String> timeout,
            List<LimitModel> limits,
            @Nullable UniqueModel unique,
            @Nullable RetentionModel retention) {

        /** Keeps a copy of the list. */
        public Settings {
            limits = List.copyOf(limits);
        }
    }

    /**
     * What generated code can use, and has to live with.
     *
     * @param hasRuntime whether the queue's module can see the runtime
     * @param generatedAnnotation the annotation for generated classes, or null where it would do harm
     * @param warnings the warnings that come with what the declaration uses: {@code deprecation}, {@code removal}
     * @param hiddenBasicTypes types of {@code java.lang} whose simple names mean something else in the package
     */
    public record GeneratedCode(
            boolean hasRuntime,
            @Nullable ClassName generatedAnnotation,
            Set<String> warnings,
            Set<String> hiddenBasicTypes) {

        /** The types of {@code java.lang} that generated code uses whatever is declared. */
        public static final Set<String> BASIC_TYPES = Set.of("Override", "SuppressWarnings", "Deprecated");

        /** Keeps copies of the sets. */
        public GeneratedCode {
            warnings = Set.copyOf(warnings);
            hiddenBasicTypes = Set.copyOf(hiddenBasicTypes);
        }
    }

    /** The simple name of the interface. */
    public String simpleName() {
        return declaration.simpleName();
    }

    /** Whether another service runs the queue. */
    public boolean isExternal() {
        return settings.external() != null && settings.external().value();
    }

    /** The names of the jobs' methods. */
    public List<String> jobNames() {
        return jobs.stream().map(JobModel::methodName).toList();
    }

    /** The jobs to which a rule applies. */
    public List<JobModel> jobsOf(RuleModel rule) {
        if (!rule.jobs().isEmpty()) {
            List<String> names = rule.jobs().stream().map(Setting::value).toList();
            return jobs.stream().filter(job -> names.contains(job.methodName())).toList();
        }
        ParameterModel payload = rule.payload();
        return payload == null
                ? jobs
                : jobs.stream().filter(job -> takes(payload.type(), job)).toList();
    }

    /** Whether a parameter of that type takes the job's payload. */
    public static boolean takes(TypeName parameter, JobModel job) {
        return parameter.equals(job.payload().type());
    }
}
