package dev.typedqueue.processor;

import dev.typedqueue.annotation.Key;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Annotations of TypedQueue where there is no queue, which would otherwise do nothing in silence. */
final class MisplacedAnnotations {

    private static final String QUEUE = Queue.class.getCanonicalName();
    private static final String KEY = Key.class.getCanonicalName();

    private final Reporter reporter;

    MisplacedAnnotations(Reporter reporter) {
        this.reporter = reporter;
    }

    void check(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        for (TypeElement annotation : annotations) {
            if (!annotation.getQualifiedName().contentEquals(QUEUE)
                    && !annotation.getQualifiedName().contentEquals(KEY)) {
                round.getElementsAnnotatedWith(annotation).forEach(element -> check(annotation, element));
            }
        }
    }

    private void check(TypeElement annotation, Element element) {
        boolean isType = element.getKind().isClass() || element.getKind().isInterface();
        Element owner = isType ? element : Objects.requireNonNull(element.getEnclosingElement());
        if (find(owner, QUEUE) == null && !isCopyByKotlin(annotation, element, owner)) {
            AnnotationMirror mirror =
                    find(element, annotation.getQualifiedName().toString());
            reporter.report(
                    Problem.OUTSIDE_QUEUE,
                    new Position(element, mirror, null),
                    annotation.getSimpleName(),
                    element.getSimpleName());
        }
    }

    /**
     * Kotlin repeats static methods of a companion, and methods with a body, in classes within the interface. The
     * annotations go with them.
     */
    private static boolean isCopyByKotlin(TypeElement annotation, Element element, Element owner) {
        Element around = owner.getEnclosingElement();
        return around != null
                && find(owner, "kotlin.Metadata") != null
                && find(around, QUEUE) != null
                && around.getEnclosedElements().stream()
                        .filter(member -> member.getSimpleName().equals(element.getSimpleName()))
                        .anyMatch(member ->
                                find(member, annotation.getQualifiedName().toString()) != null);
    }

    static @Nullable AnnotationMirror find(Element element, String annotation) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> ((TypeElement) mirror.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(annotation))
                .findFirst()
                .orElse(null);
    }
}
