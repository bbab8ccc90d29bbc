package dev.typedqueue.processor;

import dev.typedqueue.annotation.Queue;
import dev.typedqueue.processor.model.RegistrationModel;
import dev.typedqueue.processor.reading.RegistrationReader;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/**
 * Registers the queues of a module as services, so that the runtime finds them, and checks what only a view of all of
 * them can show: that no two are stored under one name.
 *
 * <p>Aggregating: the file that it writes comes from all queues together.
 */
@SupportedAnnotationTypes("dev.typedqueue.annotation.Queue")
public final class RegistrationProcessor extends AbstractProcessor {

    private final Set<TypeHandle> queues = new LinkedHashSet<>();
    private final Set<String> compiled = new LinkedHashSet<>();

    /** Called by the compiler. */
    public RegistrationProcessor() {}

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        compiled.addAll(RegistrationReader.servicesOf(ElementFilter.typesIn(round.getRootElements()).stream()));
        ElementFilter.typesIn(round.getElementsAnnotatedWith(Queue.class)).stream()
                .filter(type -> type.getKind() == ElementKind.INTERFACE)
                .forEach(type -> queues.add(TypeHandle.of(type, processingEnv.getElementUtils())));
        if (round.processingOver() && !queues.isEmpty()) {
            finish(round.errorRaised());
        }
        return false;
    }

    private void finish(boolean hasErrors) {
        List<RegistrationModel> registrations = new ArrayList<>();
        for (TypeHandle queue : queues) {
            TypeElement type = queue.find(processingEnv.getElementUtils());
            registrations.add(RegistrationReader.read(processingEnv.getElementUtils(), type));
        }
        Reporter reporter = new Reporter(processingEnv.getMessager());
        names(registrations, reporter);
        if (!hasErrors) {
            modules(registrations, reporter);
        }
        if (!hasErrors && !reporter.hasFailed()) {
            write(registrations);
        }
    }

    private static void names(List<RegistrationModel> registrations, Reporter reporter) {
        Map<String, RegistrationModel> owners = new HashMap<>();
        for (RegistrationModel registration : registrations) {
            String key = registration.store() + "/" + registration.name().value();
            RegistrationModel owner = owners.putIfAbsent(key, registration);
            if (owner != null) {
                reporter.report(
                        Problem.QUEUE_NAME_TAKEN,
                        registration.name().position(),
                        owner.declaration().canonicalName(),
                        registration.declaration().canonicalName(),
                        registration.name().value());
            }
        }
    }

    private static void modules(List<RegistrationModel> registrations, Reporter reporter) {
        for (RegistrationModel registration : registrations) {
            if (!registration.module().isEmpty() && !registration.isProvided()) {
                reporter.report(
                        Problem.MODULE_PROVIDES,
                        registration.name().position(),
                        registration.module(),
                        registration.declaration().simpleName(),
                        registration.provider().canonicalName());
            }
        }
    }

    private void write(List<RegistrationModel> registrations) {
        List<String> services =
                registrations.stream().map(RegistrationModel::service).toList();
        try {
            new ServiceFile(processingEnv.getFiler()).update(services, compiled);
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(Diagnostic.Kind.ERROR, ServiceFile.NAME + " could not be written: " + e.getMessage());
        }
    }
}
