package dev.typedqueue.processor.reading;

import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Types;

/** What Jackson's annotations say of a type. They are known by their names, since the processor has no Jackson. */
final class JacksonAnnotations {

    private static final Set<String> DESCRIBING =
            Set.of("JsonSerialize", "JsonDeserialize", "JsonValue", "JsonCreator", "JsonKey");

    private final Types types;

    JacksonAnnotations(Types types) {
        this.types = types;
    }

    /** Whether the type or a member of it carries an annotation that decides about its JSON. */
    boolean describe(TypeElement element) {
        return Stream.concat(Stream.of(element), element.getEnclosedElements().stream())
                .anyMatch(each -> carries(each, DESCRIBING));
    }

    /** Whether the JSON of the type says of which of its known subtypes it is. */
    boolean tellSubtypes(TypeElement element) {
        boolean areKnown = element.getModifiers().contains(Modifier.SEALED) || carries(element, Set.of("JsonSubTypes"));
        return areKnown && hasTypeInfo(element);
    }

    private boolean hasTypeInfo(TypeElement element) {
        return carries(element, Set.of("JsonTypeInfo"))
                || types.directSupertypes(element.asType()).stream()
                        .map(types::asElement)
                        .anyMatch(above -> above instanceof TypeElement type && hasTypeInfo(type));
    }

    private static boolean carries(Element element, Set<String> annotations) {
        return element.getAnnotationMirrors().stream()
                .anyMatch(mirror -> annotations.contains(ReadAnnotation.simpleNameOf(mirror)));
    }

    /** Whether {@code @JsonTypeInfo}, on the type or on what is above it, stores the names of classes. */
    boolean writeNamesOfClasses(TypeElement element) {
        return writesNameOfClass(element)
                || types.directSupertypes(element.asType()).stream()
                        .map(types::asElement)
                        .anyMatch(above -> above instanceof TypeElement type && writeNamesOfClasses(type));
    }

    /** Whether the {@code @JsonTypeInfo} on a thing stores the names of classes. */
    static boolean writesNameOfClass(Element element) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> ReadAnnotation.simpleNameOf(mirror).equals("JsonTypeInfo"))
                .flatMap(mirror -> mirror.getElementValues().entrySet().stream())
                .filter(entry -> entry.getKey().getSimpleName().contentEquals("use"))
                .anyMatch(entry -> entry.getValue().toString().endsWith("CLASS"));
    }

    /** Whether a component stays out of the JSON. */
    boolean ignore(RecordTypes.Component component) {
        return component.declarations().stream().anyMatch(each -> carries(each, Set.of("JsonIgnore")));
    }

    /** Whether there is a way to make one. */
    boolean canCreate(TypeElement element) {
        return element.getEnclosedElements().stream().anyMatch(JacksonAnnotations::isDefaultConstructor);
    }

    private static boolean isDefaultConstructor(Element element) {
        return element.getKind() == ElementKind.CONSTRUCTOR
                && ((ExecutableElement) element).getParameters().isEmpty();
    }
}
