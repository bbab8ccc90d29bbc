package dev.typedqueue.processor.reading;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.AnnotatedConstruct;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ErrorType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;

/**
 * Reads types, and notes on the way which of them do not exist yet and which are deprecated.
 *
 * <p>A rule may take a payload that is generated from the same interface, and so does not exist yet either. Such a type
 * is known by its name.
 */
final class TypeReader {

    private final Elements elements;
    private final String packageName;
    private final Set<String> payloadsToCome;
    private final Set<String> missing = new TreeSet<>();
    private final Set<String> warnings = new TreeSet<>();
    private final Set<String> basicTypes = new TreeSet<>();

    TypeReader(Elements elements, String packageName, Set<String> payloadsToCome) {
        this.elements = elements;
        this.packageName = packageName;
        this.payloadsToCome = Set.copyOf(payloadsToCome);
    }

    /** A reader that notes what it meets for itself. */
    TypeReader separate() {
        return new TypeReader(elements, packageName, payloadsToCome);
    }

    /** Takes over what another reader noted. */
    void addNotesOf(TypeReader other) {
        missing.addAll(other.missing);
        warnings.addAll(other.warnings);
        basicTypes.addAll(other.basicTypes);
    }

    /** The types that do not exist, or not yet. */
    Set<String> missing() {
        return missing;
    }

    /** The warnings to which the use of what was read leads. */
    Set<String> warnings() {
        return warnings;
    }

    /** The simple names of the types of {@code java.lang} among those that were read. */
    Set<String> basicTypes() {
        return basicTypes;
    }

    /** A type without its annotations. */
    TypeName read(TypeMirror type) {
        return read(type, false, false);
    }

    /** A type without its annotations, which may be a payload that is generated from the same interface. */
    TypeName readInRule(TypeMirror type) {
        return read(type, false, true);
    }

    /** A type with the annotations that say where it may be null. */
    TypeName readWithNullness(TypeMirror type) {
        return read(type, true, false);
    }

    private TypeName read(TypeMirror type, boolean withNullness, boolean inRule) {
        TypeName name = switch (type.getKind()) {
            case ERROR -> missing((ErrorType) type, inRule);
            case DECLARED -> declared((DeclaredType) type, withNullness, inRule);
            case ARRAY -> ArrayTypeName.of(read(((ArrayType) type).getComponentType(), withNullness, inRule));
            case WILDCARD -> wildcard((WildcardType) type);
            default -> TypeName.get(type);
        };
        List<AnnotationSpec> nullness = withNullness ? nullness(type) : List.of();
        return nullness.isEmpty() ? name : name.annotated(nullness);
    }

    private TypeName missing(ErrorType type, boolean inRule) {
        String name = type.asElement().getSimpleName().toString();
        if (!SourceVersion.isIdentifier(name)) {
            // What javac makes of type arguments on a type that does not exist, and of other things that are no types.
            missing.add("a type that cannot be read");
            return ClassName.OBJECT;
        }
        if (!inRule || !payloadsToCome.contains(name)) {
            missing.add(type.toString());
        }
        return ClassName.get(packageName, name);
    }

    private TypeName declared(DeclaredType type, boolean withNullness, boolean inRule) {
        TypeElement element = (TypeElement) type.asElement();
        noteDeprecation(element);
        ClassName name = ClassName.get(element);
        if (name.packageName().equals("java.lang")) {
            basicTypes.add(name.topLevelClassName().simpleName());
        }
        if (type.getTypeArguments().isEmpty()) {
            return name;
        }
        TypeName[] arguments = type.getTypeArguments().stream()
                .map(argument -> read(argument, withNullness, inRule))
                .toArray(TypeName[]::new);
        return ParameterizedTypeName.get(name, arguments);
    }

    private TypeName wildcard(WildcardType type) {
        if (type.getExtendsBound() != null) {
            read(type.getExtendsBound());
        }
        if (type.getSuperBound() != null) {
            read(type.getSuperBound());
        }
        return missing.isEmpty() ? TypeName.get(type) : ClassName.OBJECT;
    }

    /** Notes the warning to which the use of an element leads outside of its own class. */
    void noteDeprecation(Element element) {
        for (Element each = element;
                each != null && each.getKind() != ElementKind.PACKAGE;
                each = each.getEnclosingElement()) {
            Deprecated deprecated = each.getAnnotation(Deprecated.class);
            if (deprecated != null && deprecated.forRemoval()) {
                warnings.add("removal");
            } else if (elements.isDeprecated(each)) { // which may be said in the Javadoc alone
                warnings.add("deprecation");
            }
        }
    }

    /** The annotations that say that something may be null: whoever they come from, they have this name. */
    private static List<AnnotationSpec> nullness(AnnotatedConstruct annotated) {
        return annotated.getAnnotationMirrors().stream()
                .filter(TypeReader::isNullable)
                .map(AnnotationSpec::get)
                .toList();
    }

    static boolean isNullable(AnnotatedConstruct annotated) {
        return annotated.getAnnotationMirrors().stream().anyMatch(TypeReader::isNullable);
    }

    static boolean isNullable(AnnotationMirror annotation) {
        return ReadAnnotation.simpleNameOf(annotation).equals("Nullable");
    }

    /** Whether a type of that name can be used where the element stands: in its module, if it has one. */
    static boolean isVisible(Elements elements, Element from, String type) {
        return elements.getModuleOf(from) == null
                ? elements.getTypeElement(type) != null
                : elements.getTypeElement(elements.getModuleOf(from), type) != null;
    }
}
