package dev.typedqueue.processor;

import dev.typedqueue.annotation.Queue;
import dev.typedqueue.processor.contract.Contracts;
import dev.typedqueue.processor.generation.FacadeGenerator;
import dev.typedqueue.processor.generation.GeneratedFile;
import dev.typedqueue.processor.generation.PayloadGenerator;
import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.reading.QueueReader;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import dev.typedqueue.processor.validation.GeneratedNames;
import dev.typedqueue.processor.validation.ScheduleTimes;
import dev.typedqueue.processor.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.FilerException;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Generates a type-safe class for each queue, and the payload records that it needs.
 *
 * <p>Isolating: all that is generated for a queue comes from its interface. A queue that uses types which do not exist
 * yet, since another processor makes them, is put off to the next round.
 */
@SupportedAnnotationTypes("dev.typedqueue.annotation.*")
@SupportedOptions({QueueProcessor.JSON_TYPES, QueueProcessor.SCHEDULES, Contracts.DIRECTORY, Contracts.MODE})
public final class QueueProcessor extends AbstractProcessor {

    /**
     * Names, parted by commas, of types that the application's codec can write and read beyond those it is known to.
     */
    static final String JSON_TYPES = "typedqueue.jsonTypes";

    /** Whether to tell when schedules come next; it needs no value. */
    static final String SCHEDULES = "typedqueue.schedules";

    private final InstantSource clock;
    private final GeneratedNames generatedNames = new GeneratedNames();
    private final Set<TypeHandle> postponed = new LinkedHashSet<>();
    private final MisplacedKeys keys = new MisplacedKeys();
    private @Nullable Contracts contracts;

    /** Called by the compiler. */
    public QueueProcessor() {
        this(InstantSource.system());
    }

    QueueProcessor(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        contracts = Contracts.of(environment.getOptions());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        if (!round.processingOver()) {
            ElementFilter.typesIn(round.getRootElements())
                    .forEach(type -> generatedNames.take(type.getQualifiedName().toString()));
            new MisplacedAnnotations(new Reporter(processingEnv.getMessager())).check(annotations, round);
            keys.check(round, processingEnv.getElementUtils(), new Reporter(processingEnv.getMessager()));
            queues(round).forEach(this::process);
        } else if (!round.errorRaised()) {
            finish(new Reporter(processingEnv.getMessager()));
        }
        return false;
    }

    /** The queues of this round and those of earlier ones, as the compiler sees them now. */
    private List<TypeElement> queues(RoundEnvironment round) {
        Elements elements = processingEnv.getElementUtils();
        Set<TypeHandle> queues = new LinkedHashSet<>(postponed);
        postponed.clear();
        ElementFilter.typesIn(round.getElementsAnnotatedWith(Queue.class))
                .forEach(type -> queues.add(TypeHandle.of(type, elements)));
        return queues.stream().map(queue -> queue.find(elements)).toList();
    }

    private void process(TypeElement type) {
        QueueReader.Reading reading = QueueReader.read(processingEnv, jsonTypes(), type);
        QueueModel queue = reading.queue();
        if (queue.generatedCode().hasRuntime() && !reading.missing().isEmpty()) {
            postponed.add(TypeHandle.of(type, processingEnv.getElementUtils()));
            return;
        }
        queue.jobs().forEach(job -> keys.takePayload(job.payload().rawType().canonicalName()));
        Reporter reporter = new Reporter(processingEnv.getMessager());
        Validator.all().forEach(validator -> validator.validate(queue, reporter));
        generatedNames.validate(queue, reporter);
        if (!reporter.hasFailed()) {
            if (processingEnv.getOptions().containsKey(SCHEDULES)) {
                new ScheduleTimes(clock.instant(), reporter).tell(queue);
            }
            if (contracts != null) {
                contracts.check(queue, reporter);
            }
            // Even if stored jobs do not fit: the code that uses the queue is not to blame.
            generate(queue, reporter);
        }
    }

    private void finish(Reporter reporter) {
        postponed.forEach(queue -> reportMissingTypes(queue, reporter));
        keys.finish(processingEnv.getElementUtils(), reporter);
        if (contracts != null && !reporter.hasFailed()) {
            contracts.finish(processingEnv.getElementUtils(), reporter);
        }
    }

    private void reportMissingTypes(TypeHandle queue, Reporter reporter) {
        TypeElement type = queue.find(processingEnv.getElementUtils());
        Set<String> missing = QueueReader.read(processingEnv, jsonTypes(), type).missing();
        reporter.report(
                Problem.TYPE_MISSING,
                Position.of(type),
                type.getSimpleName(),
                missing.stream().sorted().collect(Collectors.joining(", ")));
    }

    private Set<String> jsonTypes() {
        String option = processingEnv.getOptions().getOrDefault(JSON_TYPES, "");
        return Arrays.stream(option.split(",")).map(String::strip).collect(Collectors.toSet());
    }

    private void generate(QueueModel queue, Reporter reporter) {
        queue.jobs().stream()
                .filter(job -> job.payload().isGenerated())
                .forEach(job -> write(PayloadGenerator.generate(queue, job), queue, reporter));
        write(FacadeGenerator.generate(queue), queue, reporter);
    }

    /** The one origin of each file is the queue, as an isolating processor promises. */
    private void write(GeneratedFile file, QueueModel queue, Reporter reporter) {
        try (Writer writer = processingEnv
                .getFiler()
                .createSourceFile(file.name(), queue.origin())
                .openWriter()) {
            writer.write(file.text());
        } catch (FilerException taken) {
            reporter.report(Problem.FACADE_NAME_TAKEN, queue.shape().position(), file.name(), queue.simpleName());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write " + file.name(), e);
        }
    }
}
