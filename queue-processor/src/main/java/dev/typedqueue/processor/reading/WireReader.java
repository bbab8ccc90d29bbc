package dev.typedqueue.processor.reading;

import com.palantir.javapoet.ClassName;
import dev.typedqueue.processor.wire.WireDefinition;
import dev.typedqueue.processor.wire.WireField;
import dev.typedqueue.processor.wire.WireField.Presence;
import dev.typedqueue.processor.wire.WirePayload;
import dev.typedqueue.processor.wire.WireType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** Reads what a payload looks like as JSON: what the codec makes of its types. */
final class WireReader {

    /** Types that contain ever larger ones of their own kind are not followed for ever. */
    private static final int DEEPEST = 20;

    /** Types that look like another one as JSON. */
    private static final Map<String, String> SAME = Map.of(
            "java.lang.CharSequence", "String",
            "java.util.OptionalInt", "Integer",
            "java.util.OptionalLong", "Long",
            "java.util.OptionalDouble", "Double");

    /** Types that look like what is in them. */
    private static final Set<String> TRANSPARENT =
            Set.of("java.util.Optional", "java.util.concurrent.atomic.AtomicReference");

    private static final Set<String> OPTIONALS =
            Set.of("java.util.Optional", "java.util.OptionalInt", "java.util.OptionalLong", "java.util.OptionalDouble");

    private static final Set<String> NAMES_OF_VALUES = Stream.concat(
                    KnownTypes.KEYS.stream(), KnownTypes.VALUES.stream())
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .collect(Collectors.toUnmodifiableSet());

    private final JacksonAnnotations jackson;
    private final RecordTypes records;
    private final TypeFamilies families;
    private final SubtypeReader subtypes;
    private final Set<String> trusted;

    private final Map<String, String> labels = new HashMap<>();
    private final SortedMap<String, WireDefinition> definitions = new TreeMap<>();
    private int depth;

    /** @param trusted types of which the user says that the codec can write and read them */
    WireReader(Types types, TypeFamilies families, Set<String> trusted) {
        this.jackson = new JacksonAnnotations(types);
        this.records = new RecordTypes(types);
        this.families = families;
        this.subtypes = new SubtypeReader(types);
        this.trusted = trusted;
    }

    /** A payload that the user declared. */
    WirePayload read(DeclaredType payload) {
        return new WirePayload(type(payload), definitions);
    }

    /** A payload that is made from parameters. */
    WirePayload read(ClassName name, List<? extends VariableElement> parameters) {
        WireType root = named(name.toString(), name.simpleName(), () -> {
            List<WireField> fields = parameters.stream().map(this::field).toList();
            return new WireDefinition.Fields(fields, "");
        });
        return new WirePayload(root, definitions);
    }

    private WireField field(VariableElement parameter) {
        return field(
                parameter.getSimpleName().toString(),
                WireAnnotations.on(Stream.of(parameter)),
                parameter.asType(),
                isNullable(parameter));
    }

    private WireField field(String name, WireAnnotations annotations, TypeMirror type, boolean isNullable) {
        boolean isOptional = isNullable || OPTIONALS.contains(qualifiedName(type)) || isNullable(type);
        return new WireField(
                annotations.name(name),
                annotations.aliases(),
                isOptional ? Presence.OPTIONAL : Presence.REQUIRED,
                type(type),
                annotations.traits());
    }

    /** Whether the codec will know that it may be missing: it can see only what is kept until run time. */
    private static boolean isNullable(AnnotatedConstruct annotated) {
        return TypeReader.isNullable(annotated)
                && annotated.getAnnotationMirrors().stream()
                        .map(mirror -> mirror.getAnnotationType().asElement())
                        .filter(annotation -> annotation.getSimpleName().contentEquals("Nullable"))
                        .map(annotation -> annotation.getAnnotation(Retention.class))
                        .anyMatch(retention -> retention != null && retention.value() == RetentionPolicy.RUNTIME);
    }

    private static String qualifiedName(TypeMirror type) {
        return type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED
                ? ((TypeElement) declared.asElement()).getQualifiedName().toString()
                : "";
    }

    private WireType type(TypeMirror type) {
        return switch (type.getKind()) {
            case ARRAY -> array(((ArrayType) type).getComponentType());
            case DECLARED -> declared((DeclaredType) type, (TypeElement) ((DeclaredType) type).asElement());
            case BOOLEAN, BYTE, SHORT, INT, LONG, CHAR, FLOAT, DOUBLE ->
                new WireType.Value(type.getKind().name().toLowerCase(Locale.ROOT));
            case WILDCARD -> wildcard((WildcardType) type);
            default -> unknown(type);
        };
    }

    private WireType wildcard(WildcardType type) {
        return type.getExtendsBound() == null ? unknown(type) : type(type.getExtendsBound());
    }

    private WireType array(TypeMirror component) {
        return switch (component.getKind()) {
            case BYTE -> new WireType.Value("byte[]");
            case CHAR -> new WireType.Value("char[]");
            default -> new WireType.Items(type(component));
        };
    }

    private WireType declared(DeclaredType type, TypeElement element) {
        String name = element.getQualifiedName().toString();
        List<? extends TypeMirror> arguments = type.getTypeArguments();
        if (trusted.contains(name)
                || (arguments.isEmpty() && !element.getTypeParameters().isEmpty())) {
            return unknown(type);
        }
        if (SAME.containsKey(name)) {
            return new WireType.Value(SAME.getOrDefault(name, name));
        }
        if (KnownTypes.KEYS.contains(name) || KnownTypes.VALUES.contains(name)) {
            return new WireType.Value(element.getSimpleName().toString());
        }
        if (TRANSPARENT.contains(name)) {
            return type(arguments.get(0));
        }
        if (families.isMap(type)) {
            List<? extends TypeMirror> contained = families.mapTypes(type);
            return contained.size() < 2
                    ? unknown(type)
                    : new WireType.Entries(type(contained.get(0)), type(contained.get(1)));
        }
        if (families.isCollection(type)
                && (KnownTypes.CONTAINERS.contains(name) || families.isConcreteCollection(type))) {
            List<? extends TypeMirror> contained = families.containedTypes(type);
            return contained.isEmpty() ? unknown(type) : new WireType.Items(type(contained.get(0)));
        }
        return subtypes.tells(element) ? choice(type, element) : plain(type, element);
    }

    private WireType unknown(TypeMirror type) {
        return new WireType.Value(key(type));
    }

    /**
     * A type without its annotations and spaces. It may be one that does not exist, of which only javac's name is
     * known.
     */
    private static String key(TypeMirror type) {
        return switch (type.getKind()) {
            case ARRAY -> key(((ArrayType) type).getComponentType()) + "[]";
            case DECLARED -> key((DeclaredType) type);
            case WILDCARD -> key((WildcardType) type);
            default -> type.toString().replaceAll("\\s+", "");
        };
    }

    private static String key(DeclaredType type) {
        String arguments =
                type.getTypeArguments().stream().map(WireReader::key).collect(Collectors.joining(",", "<", ">"));
        return qualifiedName(type) + (type.getTypeArguments().isEmpty() ? "" : arguments);
    }

    private static String key(WildcardType type) {
        if (type.getExtendsBound() != null) {
            return "?extends" + key(type.getExtendsBound());
        }
        return type.getSuperBound() == null ? "?" : "?super" + key(type.getSuperBound());
    }

    private WireType choice(DeclaredType type, TypeElement element) {
        if (!subtypes.areNamed(element)) {
            return unknown(type);
        }
        String label = element.getKind() == ElementKind.INTERFACE
                ? TypeFamilies.simple(type)
                : "Any" + TypeFamilies.simple(type);
        return named("any " + key(type), label, () -> {
            SortedMap<String, WireType> written = new TreeMap<>();
            SortedMap<String, WireType> alsoRead = new TreeMap<>();
            for (SubtypeReader.Subtype subtype : subtypes.of(type, element)) {
                WireType form = plain(subtype.type(), subtype.element());
                written.put(subtype.names().get(0), form);
                subtype.names().forEach(name -> alsoRead.put(name, form));
            }
            alsoRead.keySet().removeAll(written.keySet());
            return new WireDefinition.Choice(subtypes.property(element), written, alsoRead, subtypes.traits(element));
        });
    }

    private WireType plain(DeclaredType type, TypeElement element) {
        if (jackson.describe(element)) {
            return unknown(type);
        }
        if (RecordTypes.isRecord(element)) {
            return named(key(type), TypeFamilies.simple(type), () -> fields(type, element));
        }
        return element.getKind() == ElementKind.ENUM
                ? named(key(type), TypeFamilies.simple(type), () -> constants(element))
                : unknown(type);
    }

    /** A definition is named before it is read, since it may contain itself. */
    private WireType named(String key, String wish, Supplier<WireDefinition> definition) {
        if (labels.containsKey(key)) {
            return new WireType.Named(labels.getOrDefault(key, wish));
        }
        if (depth > DEEPEST) {
            return new WireType.Value(key);
        }
        String label = wish.replaceAll("\\s+", "");
        for (int i = 2; labels.containsValue(label) || NAMES_OF_VALUES.contains(label); i++) {
            label = wish.replaceAll("\\s+", "") + "_" + i;
        }
        labels.put(key, label);
        depth++;
        definitions.put(label, definition.get());
        depth--;
        return new WireType.Named(label);
    }

    private WireDefinition fields(DeclaredType type, TypeElement element) {
        List<WireField> fields = new ArrayList<>();
        for (RecordTypes.Component component : records.components(type)) {
            if (!jackson.ignore(component)) {
                fields.add(field(
                        component.name(),
                        WireAnnotations.on(component.declarations().stream()),
                        component.type(),
                        component.declarations().stream().anyMatch(WireReader::isNullable)));
            }
        }
        return new WireDefinition.Fields(
                fields, WireAnnotations.on(Stream.of(element)).traitsOfType());
    }

    /** The codec writes a constant as {@code toString} has it. What an own one says cannot be seen here. */
    private static WireDefinition constants(TypeElement element) {
        SortedSet<String> written = new TreeSet<>();
        SortedSet<String> alsoRead = new TreeSet<>();
        for (Element constant : element.getEnclosedElements()) {
            if (constant.getKind() == ElementKind.ENUM_CONSTANT) {
                WireAnnotations annotations = WireAnnotations.on(Stream.of(constant));
                written.add(annotations.name(constant.getSimpleName().toString()));
                alsoRead.addAll(annotations.aliases());
            }
        }
        alsoRead.removeAll(written);
        boolean hasOwnText = ElementFilter.methodsIn(element.getEnclosedElements()).stream()
                .anyMatch(method -> method.getSimpleName().contentEquals("toString")
                        && method.getParameters().isEmpty());
        String traits = WireAnnotations.on(Stream.of(element)).traitsOfType();
        return new WireDefinition.Constants(written, alsoRead, (traits + (hasOwnText ? " @toString" : "")).strip());
    }
}
