package dev.typedqueue.processor.reading;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Of what kind a type is. Answers are remembered: the jobs of a queue have the same few types again and again. */
final class TypeFamilies {

    /** Types that contain ever larger ones of their own kind are not followed for ever. */
    private static final int DEEPEST = 20;

    private final Elements elements;
    private final Types types;
    private final RecordTypes records;
    private final Map<String, Optional<TypeMirror>> families = new HashMap<>();
    private final Map<TypeElement, Boolean> overridesEquals = new HashMap<>();

    TypeFamilies(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
        this.records = new RecordTypes(types);
    }

    /** The type without packages and annotations, for messages. */
    static String simple(TypeMirror type) {
        return type.toString()
                .replaceAll("@[\\w.]+(\\([^)]*\\))?\\s*", "")
                .replaceAll("\\b[a-z_][\\w]*\\.(?=\\w)", "")
                .replace(",", ", ")
                .replaceAll(",\\s+", ", ");
    }

    boolean isMap(DeclaredType type) {
        return isA(type, Map.class.getName());
    }

    boolean isCollection(DeclaredType type) {
        return isA(type, Collection.class.getName());
    }

    /** Whether it is a collection of which an object can be made. */
    boolean isConcreteCollection(DeclaredType type) {
        return isCollection(type) && !type.asElement().getModifiers().contains(Modifier.ABSTRACT);
    }

    /** The type arguments that a container was given, or, for one of the user's, those of its Collection. */
    List<? extends TypeMirror> containedTypes(DeclaredType type) {
        return type.getTypeArguments().isEmpty() && isCollection(type)
                ? argumentsAs(type, Collection.class.getName())
                : type.getTypeArguments();
    }

    /** The types of a map's keys and values. */
    List<? extends TypeMirror> mapTypes(DeclaredType type) {
        return argumentsAs(type, Map.class.getName());
    }

    private List<? extends TypeMirror> argumentsAs(TypeMirror type, String family) {
        if (types.asElement(type) instanceof TypeElement element
                && element.getQualifiedName().contentEquals(family)) {
            return ((DeclaredType) type).getTypeArguments();
        }
        return types.directSupertypes(type).stream()
                .map(above -> argumentsAs(above, family))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    boolean isThrowable(TypeMirror type) {
        return isA(type, Throwable.class.getName());
    }

    boolean isLive(TypeMirror type) {
        return KnownTypes.LIVE.stream().anyMatch(live -> isA(type, live));
    }

    private boolean isA(TypeMirror type, String family) {
        return families.computeIfAbsent(family, this::find)
                .map(found -> types.isSubtype(types.erasure(type), found))
                .orElse(false);
    }

    private Optional<TypeMirror> find(String family) {
        return Optional.ofNullable(elements.getTypeElement(family)).map(element -> types.erasure(element.asType()));
    }

    /** Whether it is meant for lambdas. */
    static boolean isFunctional(TypeElement element) {
        return element.getAnnotation(FunctionalInterface.class) != null;
    }

    boolean isInner(TypeElement element) {
        return Objects.requireNonNull(element.getEnclosingElement()).getKind().isClass()
                && !element.getModifiers().contains(Modifier.STATIC);
    }

    /** Why Java would not call two equal values of the type equal, or null if it would. */
    @Nullable
    String withoutEquality(TypeMirror type) {
        return withoutEquality(type, Set.of());
    }

    private @Nullable String withoutEquality(TypeMirror type, Set<String> around) {
        if (type.getKind() == TypeKind.ARRAY) {
            return "an array of " + simple(((ArrayType) type).getComponentType());
        }
        if (type.getKind() != TypeKind.DECLARED || around.contains(type.toString()) || around.size() > DEEPEST) {
            return null;
        }
        DeclaredType declared = (DeclaredType) type;
        TypeElement element = (TypeElement) declared.asElement();
        if (element.getQualifiedName().toString().startsWith("java.util.concurrent.atomic.")
                || (isPlainClass(element) && !overridesEquals(element))) {
            return "a " + element.getSimpleName() + ", which does not override equals";
        }
        Set<String> within =
                Stream.concat(around.stream(), Stream.of(type.toString())).collect(Collectors.toSet());
        Stream<? extends TypeMirror> parts = RecordTypes.isRecord(element) && !overridesEquals(element)
                ? records.components(declared).stream().map(RecordTypes.Component::type)
                : declared.getTypeArguments().stream();
        return parts.map(part -> withoutEquality(part, within))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static boolean isPlainClass(TypeElement element) {
        return element.getKind() == ElementKind.CLASS && !RecordTypes.isRecord(element);
    }

    private boolean overridesEquals(TypeElement element) {
        return overridesEquals.computeIfAbsent(element, this::hasEquals);
    }

    private boolean hasEquals(TypeElement element) {
        for (TypeElement each = element;
                each != null && !each.getQualifiedName().contentEquals("java.lang.Object");
                each = (TypeElement) types.asElement(each.getSuperclass())) {
            if (each.getQualifiedName().contentEquals("java.lang.Record")) {
                return false;
            }
            if (ElementFilter.methodsIn(each.getEnclosedElements()).stream().anyMatch(TypeFamilies::isEquals)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEquals(ExecutableElement method) {
        return method.getSimpleName().contentEquals("equals")
                && method.getParameters().size() == 1
                && method.getParameters().get(0).asType().toString().equals("java.lang.Object")
                && !RecordTypes.isMadeForRecord(method);
    }
}
