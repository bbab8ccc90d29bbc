package dev.typedqueue.processor.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * Records and their components. A data class of Kotlin with {@code @JvmRecord} is compiled to a record, but what
 * annotation processors are shown of it is a class with final fields.
 */
final class RecordTypes {

    private static final String KOTLIN_RECORD = "kotlin.jvm.JvmRecord";

    private final Types types;

    RecordTypes(Types types) {
        this.types = types;
    }

    /**
     * A component of a record.
     *
     * @param name its name
     * @param type its type, with the type arguments that the record was given
     * @param declarations the elements that declare it, with its annotations
     */
    record Component(String name, TypeMirror type, List<Element> declarations) {

        /** Keeps a copy of the list. */
        Component {
            declarations = List.copyOf(declarations);
        }
    }

    static boolean isRecord(Element element) {
        return element.getKind() == ElementKind.RECORD
                || element.getAnnotationMirrors().stream()
                        .anyMatch(mirror -> ReadAnnotation.nameOf(mirror).equals(KOTLIN_RECORD));
    }

    /** The components, in order. */
    List<Component> components(DeclaredType type) {
        TypeElement element = (TypeElement) type.asElement();
        return element.getKind() == ElementKind.RECORD
                ? element.getRecordComponents().stream()
                        .map(component -> component(type, component))
                        .toList()
                : fieldsOf(element).map(field -> component(type, field)).toList();
    }

    /** The compiler of Eclipse knows no accessors of records that are being compiled, only their fields. */
    private Component component(DeclaredType type, RecordComponentElement component) {
        String name = component.getSimpleName().toString();
        ExecutableElement accessor = component.getAccessor();
        List<VariableElement> fields = fieldsOf(type.asElement())
                .filter(field -> field.getSimpleName().contentEquals(name))
                .toList();
        List<Element> declarations = new ArrayList<>(List.of(component));
        declarations.addAll(fields);
        if (accessor != null) {
            declarations.add(accessor);
            TypeMirror returned = ((ExecutableType) types.asMemberOf(type, accessor)).getReturnType();
            return new Component(name, returned, declarations);
        }
        TypeMirror ofField = fields.isEmpty() ? component.asType() : types.asMemberOf(type, fields.get(0));
        return new Component(name, ofField, declarations);
    }

    private Component component(DeclaredType type, VariableElement field) {
        return new Component(
                field.getSimpleName().toString(),
                types.asMemberOf(type, field),
                Stream.concat(Stream.of(field), parametersFor(type.asElement(), field))
                        .toList());
    }

    /** Kotlin puts an annotation of a property on the parameter of the constructor, unless it is told otherwise. */
    private static Stream<Element> parametersFor(Element type, VariableElement field) {
        return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .flatMap(constructor -> constructor.getParameters().stream())
                .filter(parameter -> parameter.getSimpleName().equals(field.getSimpleName()))
                .map(parameter -> parameter);
    }

    private static Stream<VariableElement> fieldsOf(Element type) {
        return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .filter(field -> !field.getModifiers().contains(Modifier.STATIC));
    }

    /** Whether it is the equals that compares the components: it is final, and one that a person writes seldom is. */
    static boolean isMadeForRecord(ExecutableElement equals) {
        Element type = Objects.requireNonNull(equals.getEnclosingElement());
        return type.getKind() == ElementKind.RECORD ? equals.getModifiers().contains(Modifier.FINAL) : isRecord(type);
    }
}
