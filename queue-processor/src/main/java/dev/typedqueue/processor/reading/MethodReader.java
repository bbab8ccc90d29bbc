package dev.typedqueue.processor.reading;

import com.palantir.javapoet.TypeName;
import dev.typedqueue.processor.model.MethodModel;
import dev.typedqueue.processor.model.MethodModel.Form;
import dev.typedqueue.processor.model.MethodModel.Role;
import dev.typedqueue.processor.model.MethodModel.Thrown;
import dev.typedqueue.processor.model.ParameterModel;
import dev.typedqueue.processor.model.Position;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Reads a method of a queue's interface, whatever it is for. */
final class MethodReader {

    private static final String ANNOTATIONS = "dev.typedqueue.annotation.";

    private static final Set<String> OF_EVERY_OBJECT = Set.of("toString()", "hashCode()", "equals(java.lang.Object)");

    private final ProcessingEnvironment environment;
    private final TypeReader types;

    MethodReader(ProcessingEnvironment environment, TypeReader types) {
        this.environment = environment;
        this.types = types;
    }

    MethodModel read(ExecutableElement method) {
        List<Role> roles = roles(method);
        boolean isJob = roles.stream().anyMatch(role -> role.annotation().equals("Job"));
        if (roles.isEmpty()) {
            // Nothing of it is used, so that its types need not exist.
            return new MethodModel(
                    Position.of(method),
                    method.getSimpleName().toString(),
                    form(method),
                    false,
                    TypeName.VOID,
                    List.of(),
                    Thrown.UNCHECKED,
                    roles);
        }
        types.noteDeprecation(method);
        return new MethodModel(
                Position.of(method),
                method.getSimpleName().toString(),
                form(method),
                !method.getTypeParameters().isEmpty(),
                types.read(method.getReturnType()),
                method.getParameters().stream()
                        .map(parameter -> new ParameterModel(
                                Position.of(parameter),
                                parameter.getSimpleName().toString(),
                                isJob ? types.read(parameter.asType()) : types.readInRule(parameter.asType()),
                                Keys.position(parameter)))
                        .toList(),
                thrown(method),
                roles);
    }

    /** Whether every object has the method anyway, so that to declare it in an interface asks for nothing. */
    static boolean isOfEveryObject(ExecutableElement method) {
        String signature = method.getSimpleName()
                + method.getParameters().stream()
                        .map(parameter -> parameter.asType().toString())
                        .collect(Collectors.joining(",", "(", ")"));
        return OF_EVERY_OBJECT.contains(signature);
    }

    static List<Role> roles(Element element) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> ReadAnnotation.nameOf(mirror).startsWith(ANNOTATIONS))
                .map(mirror -> new Role(ReadAnnotation.simpleNameOf(mirror), new Position(element, mirror, null)))
                .toList();
    }

    private static Form form(ExecutableElement method) {
        Set<Modifier> modifiers = method.getModifiers();
        if (modifiers.contains(Modifier.PRIVATE)) {
            return Form.PRIVATE;
        }
        if (modifiers.contains(Modifier.STATIC)) {
            return Form.STATIC;
        }
        return modifiers.contains(Modifier.ABSTRACT) ? Form.ABSTRACT : Form.DEFAULT;
    }

    private Thrown thrown(ExecutableElement method) {
        Thrown widest = Thrown.UNCHECKED;
        for (TypeMirror type : method.getThrownTypes()) {
            types.read(type);
            Thrown each = thrown(type);
            widest = each.compareTo(widest) > 0 ? each : widest;
        }
        return widest;
    }

    private Thrown thrown(TypeMirror type) {
        if (type.getKind() == TypeKind.ERROR || isA(type, RuntimeException.class) || isA(type, Error.class)) {
            return Thrown.UNCHECKED;
        }
        return isA(type, Exception.class) ? Thrown.EXCEPTION : Thrown.THROWABLE;
    }

    private boolean isA(TypeMirror type, Class<?> superclass) {
        return environment
                .getTypeUtils()
                .isSubtype(
                        type,
                        environment
                                .getElementUtils()
                                .getTypeElement(superclass.getCanonicalName())
                                .asType());
    }
}
