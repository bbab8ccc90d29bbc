package dev.typedqueue.processor.reading;

import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.model.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** An annotation on an element. Every value is null, or the list empty, where the user wrote none. */
final class ReadAnnotation {

    /** What javac gives for a constant that does not exist; it reports that itself. */
    private static final String UNRESOLVED = "<error>";

    private final Element element;
    private final AnnotationMirror mirror;

    private ReadAnnotation(Element element, AnnotationMirror mirror) {
        this.element = element;
        this.mirror = mirror;
    }

    /** The element's annotation of that type, or null. */
    static @Nullable ReadAnnotation of(Element element, Class<?> type) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (nameOf(mirror).equals(type.getCanonicalName())) {
                return new ReadAnnotation(element, mirror);
            }
        }
        return null;
    }

    /** All annotations of the element that come from one of these packages. */
    static Stream<ReadAnnotation> from(Set<String> packages, Element element) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> packages.contains(nameOf(mirror).replaceFirst("\\.[^.]*$", "")))
                .map(mirror -> new ReadAnnotation(element, mirror));
    }

    AnnotationMirror mirror() {
        return mirror;
    }

    static String nameOf(AnnotationMirror mirror) {
        return ((TypeElement) mirror.getAnnotationType().asElement())
                .getQualifiedName()
                .toString();
    }

    static String simpleNameOf(AnnotationMirror mirror) {
        return mirror.getAnnotationType().asElement().getSimpleName().toString();
    }

    Position position() {
        return new Position(element, mirror, null);
    }

    @Nullable
    Setting<String> string(String name) {
        return setting(name, String.class);
    }

    /** A string without a default: it is only missing where the code does not compile. */
    Optional<Setting<String>> required(String name) {
        return Optional.ofNullable(string(name));
    }

    /** A string in which the empty one means the same as none. */
    @Nullable
    Setting<String> text(String name) {
        Setting<String> setting = string(name);
        return setting == null || setting.value().isEmpty() ? null : setting;
    }

    @Nullable
    Setting<Integer> integer(String name) {
        return setting(name, Integer.class);
    }

    @Nullable
    Setting<Double> decimal(String name) {
        return setting(name, Double.class);
    }

    @Nullable
    Setting<Boolean> flag(String name) {
        return setting(name, Boolean.class);
    }

    /** The name of a constant. */
    @Nullable
    Setting<String> constant(String name) {
        Setting<VariableElement> constant = setting(name, VariableElement.class);
        return constant == null
                ? null
                : new Setting<>(constant.value().getSimpleName().toString(), constant.position());
    }

    List<Setting<String>> strings(String name) {
        return settings(name, String.class);
    }

    List<Setting<Integer>> integers(String name) {
        return settings(name, Integer.class);
    }

    List<Setting<TypeMirror>> types(String name) {
        return settings(name, TypeMirror.class);
    }

    /** The annotations within it. */
    List<ReadAnnotation> annotations(String name) {
        return settings(name, AnnotationMirror.class).stream()
                .map(nested -> new ReadAnnotation(element, nested.value()))
                .toList();
    }

    private <T> @Nullable Setting<T> setting(String name, Class<T> type) {
        return value(name)
                .filter(value -> isReadable(value, type))
                .map(value -> setting(value, type))
                .orElse(null);
    }

    private <T> List<Setting<T>> settings(String name, Class<T> type) {
        Object values = value(name).map(AnnotationValue::getValue).orElse(List.of());
        if (!(values instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .map(AnnotationValue.class::cast)
                .filter(each -> isReadable(each, type))
                .map(each -> setting(each, type))
                .toList();
    }

    /** A value that does not compile counts as none. */
    private static boolean isReadable(AnnotationValue value, Class<?> type) {
        return type.isInstance(value.getValue()) && !value.getValue().equals(UNRESOLVED);
    }

    private <T> Setting<T> setting(AnnotationValue value, Class<T> type) {
        return new Setting<>(type.cast(value.getValue()), new Position(element, mirror, value));
    }

    private Optional<AnnotationValue> value(String name) {
        for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
                mirror.getElementValues().entrySet()) {
            if (entry.getKey().getSimpleName().contentEquals(name)) {
                return Optional.of(entry.getValue());
            }
        }
        return Optional.empty();
    }
}
