package dev.typedqueue.processor.reading;

import dev.typedqueue.processor.model.Setting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * What Jackson's annotations on one thing say of its JSON: its names, and its traits, which are those annotations that
 * are not looked into but have to stay as they are.
 *
 * <p>A component of a record is several elements, since no annotation of Jackson's can stay on the component itself.
 */
final class WireAnnotations {

    private static final Set<String> PACKAGES =
            Set.of("com.fasterxml.jackson.annotation", "tools.jackson.databind.annotation");

    /** What leaves readable the JSON that was written before, if it has no other values than these. */
    private static final Map<String, Set<String>> HARMLESS = Map.ofEntries(
            Map.entry("JsonAlias", Set.of("value")),
            Map.entry("JsonClassDescription", Set.of("value")),
            Map.entry("JsonEnumDefaultValue", Set.of()),
            Map.entry("JsonIgnore", Set.of("value")),
            Map.entry("JsonIgnoreProperties", Set.of("ignoreUnknown", "allowGetters", "allowSetters")),
            Map.entry("JsonInclude", Set.of("value", "content", "valueFilter", "contentFilter")),
            Map.entry("JsonProperty", Set.of("value", "index", "defaultValue", "required", "isRequired")),
            Map.entry("JsonPropertyDescription", Set.of("value")),
            Map.entry("JsonPropertyOrder", Set.of("value", "alphabetic")));

    /** On a type these are looked into. */
    private static final Map<String, Set<String>> ABOUT_SUBTYPES = Map.of(
            "JsonSubTypes", Set.of("value", "failOnRepeatedNames"),
            "JsonTypeInfo", Set.of("use", "property", "visible", "defaultImpl"),
            "JsonTypeName", Set.of("value"));

    private final List<ReadAnnotation> annotations;

    private WireAnnotations(List<ReadAnnotation> annotations) {
        this.annotations = annotations;
    }

    /** Those of all these elements together. */
    static WireAnnotations on(Stream<? extends Element> elements) {
        return new WireAnnotations(elements.flatMap(element -> ReadAnnotation.from(PACKAGES, element))
                .toList());
    }

    /** Jackson's annotations on an element. */
    static Stream<AnnotationMirror> of(Element element) {
        return ReadAnnotation.from(PACKAGES, element).map(ReadAnnotation::mirror);
    }

    private Stream<ReadAnnotation> named(String name) {
        return annotations.stream()
                .filter(annotation ->
                        ReadAnnotation.simpleNameOf(annotation.mirror()).equals(name));
    }

    boolean has(String name) {
        return named(name).findAny().isPresent();
    }

    /** What an annotation says, or null. */
    <T> @Nullable T first(String name, Function<ReadAnnotation, @Nullable T> value) {
        return named(name)
                .flatMap(annotation -> Stream.ofNullable(value.apply(annotation)))
                .findFirst()
                .orElse(null);
    }

    /** The name in JSON of what has this name in Java. */
    String name(String inJava) {
        Setting<String> name = first("JsonProperty", annotation -> annotation.text("value"));
        return name == null ? inJava : name.value();
    }

    /** Further names under which it is read. */
    SortedSet<String> aliases() {
        return named("JsonAlias")
                .flatMap(alias -> alias.strings("value").stream())
                .map(Setting::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The annotations on a component of which nothing else is known than that they have to stay. */
    String traits() {
        return traits(HARMLESS);
    }

    /** The same of those on a type. */
    String traitsOfType() {
        Map<String, Set<String>> harmless = new HashMap<>(HARMLESS);
        harmless.putAll(ABOUT_SUBTYPES);
        return traits(harmless);
    }

    private String traits(Map<String, Set<String>> harmless) {
        return annotations.stream()
                .map(annotation -> trait(annotation.mirror(), harmless))
                .filter(trait -> !trait.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    private static String trait(AnnotationMirror mirror, Map<String, Set<String>> allHarmless) {
        String name = ReadAnnotation.simpleNameOf(mirror);
        Set<String> harmless = allHarmless.getOrDefault(name, Set.of());
        Map<String, String> values = new TreeMap<>();
        mirror.getElementValues().forEach((method, value) -> {
            String attribute = method.getSimpleName().toString();
            if (!harmless.contains(attribute)) {
                values.put(attribute, text(value));
            }
        });
        if (values.isEmpty()) {
            return allHarmless.containsKey(name) ? "" : "@" + name;
        }
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " = " + entry.getValue())
                .collect(Collectors.joining(", ", "@" + name + "(", ")"));
    }

    /** As it would be written with imports; strings in the escaped form that the compiler gives. */
    private static String text(AnnotationValue value) {
        if (value.getValue() instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            list.forEach(each -> texts.add(text((AnnotationValue) each)));
            return texts.stream().collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.getValue() instanceof Element constant) {
            return constant.getSimpleName().toString();
        }
        return value.toString().replaceAll("[\r\n]+", " ");
    }
}
