package dev.typedqueue.processor.reading;

import dev.typedqueue.annotation.Key;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Where {@code @Key} stands in a record: on a component, which the compiler repeats on the constructor's parameter. */
public final class KeyedRecords {

    private KeyedRecords() {}

    /** Whether the element is a component of the type with a key, or the constructor's parameter for one. */
    public static boolean isKeyOfComponent(Element element, Element type) {
        if (element.getKind() == ElementKind.RECORD_COMPONENT) {
            return true;
        }
        boolean isInConstructor = element.getEnclosingElement() != null
                && element.getEnclosingElement().getKind() == ElementKind.CONSTRUCTOR;
        return isInConstructor
                && type instanceof TypeElement record
                && RecordTypes.isRecord(record)
                && placesOf(element.getSimpleName().toString(), record)
                        .findAny()
                        .isPresent();
    }

    /** Where to report something about the key of a component. */
    public static Element placeOf(String component, TypeElement type) {
        return placesOf(component, type)
                .findFirst()
                .<Element>map(place -> fieldOf(place).orElse(place))
                .orElse(type);
    }

    /** The field for a component of a record that is compiled, if the element is one. */
    static Optional<Element> fieldOf(Element component) {
        return component.getKind() == ElementKind.RECORD_COMPONENT && component.getEnclosingElement() != null
                ? ElementFilter.fieldsIn(component.getEnclosingElement().getEnclosedElements()).stream()
                        .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
                        .<Element>map(field -> field)
                        .findFirst()
                : Optional.empty();
    }

    /** What Kotlin compiles to a record has no components for the compiler, only a constructor. */
    private static Stream<? extends Element> placesOf(String component, TypeElement type) {
        Stream<? extends Element> declarations = type.getKind() == ElementKind.RECORD
                ? type.getRecordComponents().stream()
                : ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                        .flatMap(constructor -> constructor.getParameters().stream());
        return declarations
                .filter(each -> each.getSimpleName().contentEquals(component))
                .filter(each -> ReadAnnotation.of(each, Key.class) != null);
    }
}
