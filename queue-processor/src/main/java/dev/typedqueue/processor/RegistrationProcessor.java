package dev.typedqueue.processor;

import dev.typedqueue.annotation.Queue;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/** Registers the queues of a module as services, so that the runtime finds them. */
@SupportedAnnotationTypes("dev.typedqueue.annotation.Queue")
public final class RegistrationProcessor extends AbstractProcessor {

    private static final String FILE = "META-INF/services/dev.typedqueue.spi.QueueProvider";

    private final Set<String> registrations = new TreeSet<>();

    /** Called by the compiler. */
    public RegistrationProcessor() {}

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (Element queue : round.getElementsAnnotatedWith(Queue.class)) {
            if (queue.getKind() == ElementKind.INTERFACE) {
                registrations.add(registration((TypeElement) queue));
            }
        }
        if (round.processingOver() && !round.errorRaised() && !registrations.isEmpty()) {
            write();
        }
        return false;
    }

    private String registration(TypeElement queue) {
        String packageName = processingEnv
                .getElementUtils()
                .getPackageOf(queue)
                .getQualifiedName()
                .toString();
        String name = queue.getQualifiedName().toString();
        String local = packageName.isEmpty() ? name : name.substring(packageName.length() + 1);
        return (packageName.isEmpty() ? "" : packageName + ".") + local.replace('.', '_') + "Queue$Registration";
    }

    private void write() {
        try {
            registrations.addAll(existing());
            FileObject file = processingEnv.getFiler().createResource(StandardLocation.CLASS_OUTPUT, "", FILE);
            try (Writer writer = file.openWriter()) {
                writer.write(String.join("\n", registrations) + "\n");
            }
        } catch (IOException e) {
            processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, FILE + " could not be written: " + e);
        }
    }

    /** What an earlier run of the compiler over other files registered. */
    private Set<String> existing() throws IOException {
        Set<String> existing = new TreeSet<>();
        try {
            FileObject file = processingEnv.getFiler().getResource(StandardLocation.CLASS_OUTPUT, "", FILE);
            file.getCharContent(true)
                    .toString()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(existing::add);
        } catch (java.io.FileNotFoundException | NoSuchFileException e) {
            return existing;
        }
        return existing;
    }
}
