package dev.typedqueue.processor.reading;

import dev.typedqueue.processor.model.PayloadModel.JsonFault;
import dev.typedqueue.processor.model.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;

/**
 * Finds what cannot be written as JSON and read back, all the way down: through records, collections, arrays and sealed
 * types. What a class does with Jackson's own annotations is left to them.
 */
final class JsonTypes {

    /** Types that contain ever larger ones of their own kind are not followed for ever. */
    private static final int DEEPEST = 20;

    private static final String NAME_THE_TYPE = "Name the type that it has.";

    private final Types types;
    private final JacksonAnnotations jackson;
    private final TypeFamilies families;
    private final RecordTypes records;
    private final TypeReader reader;
    private final Set<String> trusted;

    private final List<JsonFault> faults = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();
    private final Position position;
    private int depth;

    /**
     * @param reader is told of the types on the way, some of which may not exist yet
     * @param trusted types of which the user says that the codec can write and read them
     */
    JsonTypes(Types types, TypeFamilies families, TypeReader reader, Set<String> trusted, Position position) {
        this.types = types;
        this.jackson = new JacksonAnnotations(types);
        this.families = families;
        this.records = new RecordTypes(types);
        this.reader = reader;
        this.trusted = trusted;
        this.position = position;
    }

    /** What is wrong with a payload, or a part of it. */
    List<JsonFault> faults(String path, TypeMirror type, Element declaration) {
        visit(path, type, List.of(declaration));
        return List.copyOf(faults);
    }

    /** What is declared with annotations of its own, which count for more than those of its type. */
    private void visit(String path, TypeMirror type, List<? extends Element> declarations) {
        if (declarations.stream().anyMatch(JacksonAnnotations::writesNameOfClass)) {
            faultOfClassName(path, type);
        } else {
            visit(path, type);
        }
    }

    private void visit(String path, TypeMirror type) {
        switch (type.getKind()) {
            case ERROR -> reader.read(type);
            case ARRAY -> visit(path + "[]", ((ArrayType) type).getComponentType());
            case DECLARED -> visitDeclared(path, (DeclaredType) type);
            case WILDCARD -> visitWildcard(path, (WildcardType) type);
            case TYPEVAR -> fault(path, type, "leaves open what it holds", NAME_THE_TYPE);
            default -> {
                // A primitive is always well.
            }
        }
    }

    /** What holds some kind of a type is written and read as if it held that type. Kotlin writes such types a lot. */
    private void visitWildcard(String path, WildcardType type) {
        if (type.getExtendsBound() == null) {
            fault(path, type, "leaves open what it holds", NAME_THE_TYPE);
        } else {
            visit(path, type.getExtendsBound());
        }
    }

    private void visitDeclared(String path, DeclaredType type) {
        TypeElement element = (TypeElement) type.asElement();
        String name = element.getQualifiedName().toString();
        if (trusted.contains(name) || KnownTypes.KEYS.contains(name) || KnownTypes.VALUES.contains(name)) {
            return;
        }
        if (depth > DEEPEST || !visited.add(type.toString())) {
            return;
        }
        depth++;
        visitContent(path, type, element);
        depth--;
    }

    private void visitContent(String path, DeclaredType type, TypeElement element) {
        String name = element.getQualifiedName().toString();
        if (type.getTypeArguments().isEmpty() && !element.getTypeParameters().isEmpty()) {
            fault(path, type, "leaves open what it holds", "Write its type arguments, such as List<String>.");
        } else if (families.isMap(type)) {
            visitMap(path, type);
        } else if (KnownTypes.CONTAINERS.contains(name) || families.isConcreteCollection(type)) {
            String inner = families.isCollection(type) ? path + "[]" : path;
            families.containedTypes(type).forEach(argument -> visit(inner, argument));
        } else if (jackson.writeNamesOfClasses(element)) {
            faultOfClassName(path, type);
        } else if (element.getModifiers().contains(Modifier.ABSTRACT) && jackson.tellSubtypes(element)) {
            visitSubtypes(path, element);
        } else if (!jackson.describe(element)) {
            visitPlain(path, type, element);
        }
    }

    private void faultOfClassName(String path, TypeMirror type) {
        fault(
                path,
                type,
                "is stored with the name of its class",
                "Use JsonTypeInfo.Id.NAME, so that classes can be renamed.");
    }

    private void visitMap(String path, DeclaredType type) {
        List<? extends TypeMirror> contained = families.mapTypes(type);
        if (contained.size() < 2) {
            return;
        }
        TypeMirror key = contained.get(0);
        reader.read(key);
        if (!isKey(key)) {
            fault(
                    path + "[key]",
                    key,
                    "cannot be the name of a JSON field",
                    "Use a String, a number, an enum, a date or a UUID as the key.");
        }
        visit(path + "[value]", contained.get(1));
    }

    private boolean isKey(TypeMirror type) {
        if (type.getKind() == TypeKind.ERROR) {
            return true;
        }
        if (!(type instanceof DeclaredType declared)) {
            return false;
        }
        TypeElement element = (TypeElement) declared.asElement();
        String name = element.getQualifiedName().toString();
        return KnownTypes.KEYS.contains(name)
                || trusted.contains(name)
                || element.getKind() == ElementKind.ENUM
                || (element.getKind().isClass() && jackson.describe(element));
    }

    private void visitSubtypes(String path, TypeElement element) {
        for (TypeMirror subtype : element.getPermittedSubclasses()) {
            String name = types.asElement(subtype).getSimpleName().toString();
            visit(path + "(" + name + ")", subtype);
        }
    }

    private void visitPlain(String path, DeclaredType type, TypeElement element) {
        if (RecordTypes.isRecord(element)) {
            visitComponents(path, type);
            return;
        }
        switch (element.getKind()) {
            case ENUM -> {
                // Written by its name.
            }
            case INTERFACE, ANNOTATION_TYPE -> visitInterface(path, type, element);
            default -> visitClass(path, type, element);
        }
    }

    private void visitComponents(String path, DeclaredType type) {
        for (RecordTypes.Component component : records.components(type)) {
            if (!jackson.ignore(component)) {
                visit(path + "." + component.name(), component.type(), component.declarations());
            }
        }
    }

    private void visitInterface(String path, DeclaredType type, TypeElement element) {
        if (isLive(path, type)) {
            return;
        }
        if (TypeFamilies.isFunctional(element)) {
            fault(path, type, "is code, not data", "Take the data that the code needs.");
        } else {
            faultOfOpenType(path, type, "is an interface");
        }
    }

    private void faultOfOpenType(String path, DeclaredType type, String what) {
        // That a type of Kotlin is sealed is not shown to annotation processors.
        String remedy = isKotlin((TypeElement) type.asElement())
                ? "Use a data class with @JvmRecord, or annotate it with Jackson's @JsonTypeInfo and @JsonSubTypes."
                : "Use a record, or make it sealed and annotate it with Jackson's @JsonTypeInfo.";
        fault(path, type, what + ", and its JSON does not say of which class it was", remedy);
    }

    private void visitClass(String path, DeclaredType type, TypeElement element) {
        String name = element.getQualifiedName().toString();
        if (name.equals("java.lang.Object")) {
            fault(path, type, "leaves open what it holds", NAME_THE_TYPE);
        } else if (name.equals("java.lang.Class") || name.startsWith("java.lang.reflect.")) {
            fault(path, type, "is a part of this release's code", "Use an enum or a name of your own.");
        } else if (families.isThrowable(type)) {
            fault(path, type, "is an exception", "Take its message.");
        } else if (isLive(path, type)) {
            return;
        } else if (families.isInner(element)) {
            fault(path, type, "is an inner class and needs an object around it", "Declare it as static.");
        } else if (element.getModifiers().contains(Modifier.ABSTRACT)) {
            faultOfOpenType(path, type, "is abstract");
        } else if (name.startsWith("java.") || name.startsWith("javax.")) {
            fault(path, type, "is no plain value", "Take the data that it stands for.");
        } else if (isKotlin(element)) {
            fault(
                    path,
                    type,
                    "is a Kotlin class and no record",
                    "Make it a data class with @JvmRecord, or annotate its constructor with @JsonCreator.");
        } else if (!jackson.canCreate(element)) {
            fault(
                    path,
                    type,
                    "has neither a constructor without parameters nor a @JsonCreator",
                    "Make it a record, or annotate its constructor with @JsonCreator.");
        }
    }

    private static boolean isKotlin(TypeElement element) {
        return element.getAnnotationMirrors().stream()
                .anyMatch(mirror -> ReadAnnotation.nameOf(mirror).equals("kotlin.Metadata"));
    }

    private boolean isLive(String path, DeclaredType type) {
        boolean live = families.isLive(type);
        if (live) {
            fault(
                    path,
                    type,
                    "belongs to this process",
                    "Take what is needed to get it again, such as a name or an id.");
        }
        return live;
    }

    private void fault(String path, TypeMirror type, String reason, String remedy) {
        faults.add(new JsonFault(position, path, TypeFamilies.simple(type), reason, remedy));
    }
}
