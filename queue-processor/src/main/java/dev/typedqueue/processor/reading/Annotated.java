package dev.typedqueue.processor.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * An annotation on an element, with the values that were written and those that were not.
 *
 * @param element what it is on
 * @param mirror the annotation
 * @param values all values by name, defaults included
 */
record Annotated(Element element, AnnotationMirror mirror, Map<String, AnnotationValue> written, Elements elements) {

    static Optional<Annotated> find(Element element, Class<?> annotation, Elements elements) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> ((TypeElement) mirror.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(annotation.getCanonicalName()))
                .findFirst()
                .map(mirror -> new Annotated(element, mirror, values(mirror), elements));
    }

    private static Map<String, AnnotationValue> values(AnnotationMirror mirror) {
        return mirror.getElementValues().entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(
                        entry -> entry.getKey().getSimpleName().toString(), Map.Entry::getValue));
    }

    boolean isWritten(String name) {
        return written.containsKey(name);
    }

    /** Where a value was written, or null. */
    @Nullable
    AnnotationValue position(String name) {
        return written.get(name);
    }

    private Object value(String name) {
        return elements.getElementValuesWithDefaults(mirror).entrySet().stream()
                .filter(entry ->
                        ((ExecutableElement) entry.getKey()).getSimpleName().contentEquals(name))
                .findFirst()
                .orElseThrow()
                .getValue()
                .getValue();
    }

    String string(String name) {
        return (String) value(name);
    }

    int integer(String name) {
        return (Integer) value(name);
    }

    double decimal(String name) {
        return (Double) value(name);
    }

    boolean flag(String name) {
        return (Boolean) value(name);
    }

    String constant(String name) {
        return ((VariableElement) value(name)).getSimpleName().toString();
    }

    @SuppressWarnings("unchecked")
    List<AnnotationValue> list(String name) {
        return (List<AnnotationValue>) value(name);
    }

    List<String> strings(String name) {
        return list(name).stream().map(value -> (String) value.getValue()).toList();
    }

    List<Integer> integers(String name) {
        return list(name).stream().map(value -> (Integer) value.getValue()).toList();
    }

    List<TypeMirror> types(String name) {
        return list(name).stream().map(value -> (TypeMirror) value.getValue()).toList();
    }
}
