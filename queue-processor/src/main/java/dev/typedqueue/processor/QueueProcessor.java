package dev.typedqueue.processor;

import com.palantir.javapoet.JavaFile;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.processor.generation.FacadeGenerator;
import dev.typedqueue.processor.generation.PayloadGenerator;
import dev.typedqueue.processor.model.QueueModel;
import dev.typedqueue.processor.reading.QueueReader;
import dev.typedqueue.processor.reporting.Reporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Generates a type-safe class for each queue. */
@SupportedAnnotationTypes("dev.typedqueue.annotation.*")
public final class QueueProcessor extends AbstractProcessor {

    /** Called by the compiler. */
    public QueueProcessor() {}

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (Element element : round.getElementsAnnotatedWith(Queue.class)) {
            Reporter reporter = new Reporter(processingEnv.getMessager());
            Optional<QueueModel> queue = new QueueReader(processingEnv, reporter).read(element);
            if (!reporter.failed()) {
                queue.ifPresent(this::generate);
            }
        }
        return false;
    }

    private void generate(QueueModel queue) {
        queue.jobs().stream()
                .filter(job -> job.payload().isGenerated())
                .forEach(job -> write(PayloadGenerator.generate(queue, job)));
        write(FacadeGenerator.generate(queue));
    }

    private void write(JavaFile file) {
        try {
            file.writeTo(processingEnv.getFiler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
