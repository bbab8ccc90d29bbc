package dev.typedqueue.processor.reading;

import dev.typedqueue.processor.model.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Reads how the JSON of a type tells which of its subtypes it is, by Jackson's {@code @JsonTypeInfo}. */
final class SubtypeReader {

    private static final String DEFAULT_PROPERTY = "@type";

    private final Types types;

    SubtypeReader(Types types) {
        this.types = types;
    }

    /**
     * A type that can be told.
     *
     * @param names the name under which it is written, and those under which it is read too
     */
    record Subtype(DeclaredType type, TypeElement element, List<String> names) {}

    /** Whether the JSON of the type says which one it is, because of an annotation on it or on what is above it. */
    boolean tells(TypeElement element) {
        return info(element) != null;
    }

    /** Whether it says so by names. */
    boolean areNamed(TypeElement element) {
        String use = use(element);
        return use.equals("NAME") || use.equals("SIMPLE_NAME");
    }

    private String use(TypeElement element) {
        WireAnnotations info = info(element);
        Setting<String> use = info == null ? null : info.first("JsonTypeInfo", each -> each.constant("use"));
        return use == null ? "" : use.value();
    }

    /** The field that says so. */
    String property(TypeElement element) {
        WireAnnotations info = info(element);
        Setting<String> property = info == null ? null : info.first("JsonTypeInfo", each -> each.text("property"));
        return property == null ? DEFAULT_PROPERTY : property.value();
    }

    String traits(TypeElement element) {
        WireAnnotations info = info(element);
        return info == null ? "" : info.traitsOfType();
    }

    private @Nullable WireAnnotations info(TypeElement element) {
        return lineage(element)
                .map(each -> WireAnnotations.on(Stream.of(each)))
                .filter(annotations -> annotations.has("JsonTypeInfo"))
                .findFirst()
                .orElse(null);
    }

    /** The type and what is above it. */
    private Stream<TypeElement> lineage(TypeElement element) {
        return Stream.concat(
                Stream.of(element),
                types.directSupertypes(element.asType()).stream()
                        .filter(above -> types.asElement(above) instanceof TypeElement)
                        .flatMap(above -> lineage((TypeElement) types.asElement(above))));
    }

    /** The type itself, if there can be objects of it, and all that are below it. */
    List<Subtype> of(DeclaredType type, TypeElement element) {
        Map<TypeElement, DeclaredType> concrete = new LinkedHashMap<>();
        collect(type, element, concrete);
        List<Subtype> subtypes = new ArrayList<>();
        concrete.forEach((each, itsType) -> subtypes.add(new Subtype(itsType, each, names(each))));
        return subtypes;
    }

    private void collect(DeclaredType type, TypeElement element, Map<TypeElement, DeclaredType> concrete) {
        if (!element.getModifiers().contains(Modifier.ABSTRACT)) {
            concrete.put(element, type);
        }
        Stream.concat(element.getPermittedSubclasses().stream(), listed(element).map(Listed::type))
                .filter(below -> below.getKind() == TypeKind.DECLARED)
                .map(DeclaredType.class::cast)
                .filter(below -> !below.asElement().equals(element) && !concrete.containsKey(below.asElement()))
                .forEach(below -> collect(below, (TypeElement) below.asElement(), concrete));
    }

    /** By {@code @JsonSubTypes} above it, by its own {@code @JsonTypeName}, or by its class. */
    private List<String> names(TypeElement element) {
        List<String> names = lineage(element)
                .flatMap(SubtypeReader::listed)
                .filter(listed -> types.asElement(listed.type()).equals(element))
                .flatMap(listed -> listed.names().stream())
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            return names;
        }
        Setting<String> own = WireAnnotations.on(Stream.of(element)).first("JsonTypeName", each -> each.text("value"));
        return List.of(own == null ? ofClass(element) : own.value());
    }

    private String ofClass(TypeElement element) {
        String simple = element.getSimpleName().toString();
        if (use(element).equals("SIMPLE_NAME")) {
            return simple;
        }
        return element.getEnclosingElement() instanceof TypeElement outer ? ofClass(outer) + "$" + simple : simple;
    }

    /** An entry of {@code @JsonSubTypes}. */
    private record Listed(TypeMirror type, List<String> names) {}

    private static Stream<Listed> listed(TypeElement element) {
        return WireAnnotations.of(element)
                .filter(mirror -> ReadAnnotation.simpleNameOf(mirror).equals("JsonSubTypes"))
                .flatMap(mirror -> values(mirror, "value"))
                .filter(entry -> entry.getValue() instanceof AnnotationMirror)
                .map(entry -> (AnnotationMirror) entry.getValue())
                .flatMap(SubtypeReader::entry);
    }

    private static Stream<Listed> entry(AnnotationMirror mirror) {
        List<String> names = Stream.concat(values(mirror, "name"), values(mirror, "names"))
                .map(name -> String.valueOf(name.getValue()))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return values(mirror, "value")
                .filter(value -> value.getValue() instanceof TypeMirror)
                .map(value -> new Listed((TypeMirror) value.getValue(), names));
    }

    /** The values of that name, whether there is one or an array of them. */
    private static Stream<AnnotationValue> values(AnnotationMirror mirror, String name) {
        return mirror.getElementValues().entrySet().stream()
                .filter(entry -> entry.getKey().getSimpleName().contentEquals(name))
                .flatMap(entry -> entry.getValue().getValue() instanceof List<?> list
                        ? list.stream().map(AnnotationValue.class::cast)
                        : Stream.of(entry.getValue()));
    }
}
