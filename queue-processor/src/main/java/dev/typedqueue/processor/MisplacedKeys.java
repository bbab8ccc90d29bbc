package dev.typedqueue.processor;

import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Key;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.reading.KeyedRecords;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * {@code @Key} where it makes no key: on something else than a parameter of a job or a component of a payload.
 *
 * <p>Whether a record is a payload cannot be told from it alone: its queue may be compiled later, or elsewhere. What is
 * declared within a queue is compiled with it, so that it is an error there; anywhere else it is a note.
 */
final class MisplacedKeys {

    private final Map<TypeHandle, String> keysOfRecords = new LinkedHashMap<>();
    private final Set<String> payloads = new HashSet<>();

    /** Looks at a round's keys. */
    void check(RoundEnvironment round, Elements elements, Reporter reporter) {
        for (Element element : round.getElementsAnnotatedWith(Key.class)) {
            Element around = Objects.requireNonNull(element.getEnclosingElement());
            Element type = element.getKind() == ElementKind.PARAMETER
                    ? Objects.requireNonNull(around.getEnclosingElement())
                    : around;
            if (KeyedRecords.isKeyOfComponent(element, type)) {
                keysOfRecords.putIfAbsent(
                        TypeHandle.of((TypeElement) type, elements),
                        element.getSimpleName().toString());
            } else if (around.getAnnotation(Job.class) == null || type.getAnnotation(Queue.class) == null) {
                reporter.report(
                        Problem.KEY_MISPLACED,
                        position(element),
                        element.getSimpleName(),
                        "It makes the key of a job's rule, and this is no part of a job");
            }
        }
    }

    /** A record is the payload of a job. */
    void takePayload(String qualifiedName) {
        payloads.add(qualifiedName);
    }

    /** All queues were read. */
    void finish(Elements elements, Reporter reporter) {
        keysOfRecords.forEach((handle, component) -> {
            if (!payloads.contains(handle.name())) {
                report(handle.find(elements), component, reporter);
            }
        });
    }

    private static void report(TypeElement type, String component, Reporter reporter) {
        String why = type.getSimpleName() + " is not the payload of a job that is compiled together with it";
        Element place = KeyedRecords.placeOf(component, type);
        if (Objects.requireNonNull(type.getEnclosingElement()).getAnnotation(Queue.class) == null) {
            reporter.note(Problem.KEY_MISPLACED, position(place), component, why);
        } else {
            reporter.report(Problem.KEY_MISPLACED, position(place), component, why);
        }
    }

    private static Position position(Element element) {
        return new Position(element, MisplacedAnnotations.find(element, Key.class.getCanonicalName()), null);
    }
}
