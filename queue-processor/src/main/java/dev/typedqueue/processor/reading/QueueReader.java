package dev.typedqueue.processor.reading;

import com.palantir.javapoet.ClassName;
import dev.typedqueue.annotation.Backoff;
import dev.typedqueue.annotation.BeforeAdd;
import dev.typedqueue.annotation.BeforeRun;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.OnExhausted;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retain;
import dev.typedqueue.processor.model.JobModel;
import dev.typedqueue.processor.model.MethodModel;
import dev.typedqueue.processor.model.Names;
import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.model.QueueModel.GeneratedCode;
import dev.typedqueue.processor.model.RetentionModel;
import dev.typedqueue.processor.model.RuleModel;
import dev.typedqueue.processor.model.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/** Reads a queue. */
public final class QueueReader {

    private static final String GENERATED = "javax.annotation.processing.Generated";

    private static final Map<RuleModel.Kind, Class<?>> RULES = Map.of(
            RuleModel.Kind.BEFORE_ADD, BeforeAdd.class,
            RuleModel.Kind.BEFORE_RUN, BeforeRun.class,
            RuleModel.Kind.BACKOFF, Backoff.class,
            RuleModel.Kind.ON_EXHAUSTED, OnExhausted.class);

    private final Elements elements;
    private final TypeElement type;
    private final String packageName;
    private final TypeReader types;
    private final DocumentationReader documentation;
    private final MethodReader methods;
    private final JobReader jobs;

    private QueueReader(ProcessingEnvironment environment, Set<String> trusted, TypeElement type) {
        this.elements = environment.getElementUtils();
        this.type = type;
        this.packageName = elements.getPackageOf(type).getQualifiedName().toString();
        this.types = new TypeReader(elements, packageName, payloadsToCome(type));
        this.documentation = new DocumentationReader(elements, packageName, type);
        this.methods = new MethodReader(environment, types);
        PayloadReader payloads = new PayloadReader(environment, types, trusted, isPublic());
        this.jobs = new JobReader(packageName, types, payloads, documentation);
    }

    /**
     * A queue as far as it can be read.
     *
     * @param queue the queue
     * @param missing types that do not exist, or not yet; if there are any, the rest of the model means little
     */
    public record Reading(QueueModel queue, Set<String> missing) {

        /** Keeps a copy of the set. */
        public Reading {
            missing = Set.copyOf(missing);
        }
    }

    /**
     * Reads a type with {@code @Queue}.
     *
     * @param trusted types of which the user says that the codec can write and read them
     */
    public static Reading read(ProcessingEnvironment environment, Set<String> trusted, TypeElement type) {
        QueueReader reader = new QueueReader(environment, trusted, type);
        QueueModel queue = reader.read();
        return new Reading(queue, reader.types.missing());
    }

    /** The name of the class that is generated for a queue. */
    public static ClassName facadeOf(TypeElement type) {
        ClassName declaration = ClassName.get(type);
        return ClassName.get(declaration.packageName(), String.join("_", declaration.simpleNames()) + "Queue");
    }

    private QueueModel read() {
        ReadAnnotation queue = Objects.requireNonNull(ReadAnnotation.of(type, Queue.class));
        types.noteDeprecation(type);
        QueueModel.Settings settings = settings(queue);
        List<MethodModel> allMethods = new ArrayList<>();
        List<JobModel> allJobs = new ArrayList<>();
        List<RuleModel> allRules = new ArrayList<>();
        for (ExecutableElement element : ElementFilter.methodsIn(type.getEnclosedElements())) {
            if (MethodReader.isOfEveryObject(element)) {
                continue;
            }
            MethodModel method = methods.read(element);
            allMethods.add(method);
            if (method.has("Job")) {
                allJobs.add(jobs.read(element, method, settings));
            }
            for (RuleModel.Kind kind : RuleModel.Kind.values()) {
                ReadAnnotation rule = ReadAnnotation.of(element, Objects.requireNonNull(RULES.get(kind)));
                if (rule != null) {
                    allRules.add(new RuleModel(kind, method, rule.position(), rule.strings("value")));
                }
            }
        }
        return new QueueModel(
                shape(),
                type,
                ClassName.get(type),
                facadeOf(type),
                isPublic(),
                queue.position(),
                nameOf(queue, type),
                settings,
                allMethods,
                allJobs,
                allRules,
                documentation.read(type),
                generatedCode());
    }

    private static Set<String> payloadsToCome(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .filter(method -> ReadAnnotation.of(method, Job.class) != null)
                .map(method -> Names.payload(method.getSimpleName().toString()))
                .collect(Collectors.toSet());
    }

    private boolean isPublic() {
        return Visibility.of(type) == Visibility.PUBLIC;
    }

    private QueueModel.Shape shape() {
        String kind = switch (type.getKind()) {
            case RECORD -> "a record";
            case ENUM -> "an enum";
            case ANNOTATION_TYPE -> "an annotation";
            case INTERFACE -> "an interface";
            default -> type.getModifiers().contains(Modifier.ABSTRACT) ? "an abstract class" : "a class";
        };
        return new QueueModel.Shape(
                Position.of(type),
                kind,
                kind.equals("an interface"),
                Visibility.of(type) == Visibility.PRIVATE,
                !type.getTypeParameters().isEmpty(),
                inherited());
    }

    private List<QueueModel.InheritedMethod> inherited() {
        type.getInterfaces().forEach(types::read);
        List<ExecutableElement> members = ElementFilter.methodsIn(elements.getAllMembers(type));
        return members.stream()
                .filter(member -> !MethodReader.isOfEveryObject(member))
                .filter(member -> member.getModifiers().contains(Modifier.ABSTRACT)
                        && !ownerOf(member).equals(type))
                .filter(member -> members.stream().noneMatch(other -> elements.overrides(other, member, type)))
                .map(member -> new QueueModel.InheritedMethod(
                        member.getSimpleName().toString(),
                        ownerOf(member).getSimpleName().toString()))
                .toList();
    }

    private static Element ownerOf(ExecutableElement member) {
        return Objects.requireNonNull(member.getEnclosingElement());
    }

    static Setting<String> nameOf(ReadAnnotation queue, TypeElement type) {
        Setting<String> name = queue.text("name");
        return name == null ? new Setting<>(Names.snakeCase(type.getSimpleName().toString()), Position.of(type)) : name;
    }

    private QueueModel.Settings settings(ReadAnnotation queue) {
        return new QueueModel.Settings(
                queue.integer("concurrency"),
                queue.flag("runOnStartup"),
                queue.flag("external"),
                queue.text("store"),
                queue.constant("onCrash"),
                queue.text("priorityAgeing"),
                jobs.retry(type),
                JobReader.priority(type),
                JobReader.timeout(type),
                LimitReader.read(type, Keys.ofQueue(), ""),
                JobReader.unique(type, Keys.ofQueue()),
                retention(type));
    }

    private static @Nullable RetentionModel retention(Element element) {
        ReadAnnotation retain = ReadAnnotation.of(element, Retain.class);
        if (retain == null) {
            return null;
        }
        return new RetentionModel(
                retain.position(), retain.string("completed"), retain.string("failed"), retain.string("cancelled"));
    }

    private QueueModel.GeneratedCode generatedCode() {
        boolean hasRuntime = TypeReader.isVisible(elements, type, "dev.typedqueue.QueueClient");
        return new QueueModel.GeneratedCode(
                hasRuntime,
                hasGenerated() ? ClassName.bestGuess(GENERATED) : null,
                types.warnings(),
                hiddenBasicTypes());
    }

    /** The types of {@code java.lang} that the package has a type of the same name for. */
    private Set<String> hiddenBasicTypes() {
        return Stream.concat(GeneratedCode.BASIC_TYPES.stream(), types.basicTypes().stream())
                .filter(name ->
                        TypeReader.isVisible(elements, type, packageName.isEmpty() ? name : packageName + "." + name))
                .collect(Collectors.toSet());
    }

    /**
     * In a named module {@code @Generated} would need the module {@code java.compiler}, and to hand it on to others.
     */
    private boolean hasGenerated() {
        ModuleElement module = elements.getModuleOf(type);
        return (module == null || module.isUnnamed()) && elements.getTypeElement(GENERATED) != null;
    }
}
