package dev.typedqueue.processor.reading;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import dev.typedqueue.annotation.Key;
import dev.typedqueue.processor.model.ComponentModel;
import dev.typedqueue.processor.model.Names;
import dev.typedqueue.processor.model.PayloadModel;
import dev.typedqueue.processor.model.PayloadModel.HiddenType;
import dev.typedqueue.processor.model.PayloadModel.JsonFault;
import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.wire.WirePayload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Types;

/** Reads the payload of a job: one record that the user declared, or the parameters of which one is made. */
final class PayloadReader {

    /** Stands on everything of Kotlin that is not null, as every component is unless it says otherwise. */
    private static final String KOTLIN_NOT_NULL = "org.jetbrains.annotations.NotNull";

    private final Types types;
    private final TypeFamilies families;
    private final RecordTypes records;
    private final TypeReader reader;
    private final Set<String> trusted;
    private final boolean isPublic;

    /**
     * @param trusted types of which the user says that the codec can write and read them
     * @param isPublic whether everyone can see the queue
     */
    PayloadReader(ProcessingEnvironment environment, TypeReader reader, Set<String> trusted, boolean isPublic) {
        this.types = environment.getTypeUtils();
        this.families = new TypeFamilies(environment.getElementUtils(), types);
        this.records = new RecordTypes(types);
        this.reader = reader;
        this.trusted = trusted;
        this.isPublic = isPublic;
    }

    /**
     * Reads a payload.
     *
     * @param parameters what the job's method takes besides the context
     */
    PayloadModel read(String packageName, ExecutableElement method, List<? extends VariableElement> parameters) {
        return parameters.size() == 1 && isRecord(parameters.get(0).asType())
                ? declared(parameters.get(0))
                : generated(packageName, method, parameters);
    }

    private boolean isRecord(TypeMirror type) {
        return type.getKind() == TypeKind.DECLARED && RecordTypes.isRecord(types.asElement(type));
    }

    private PayloadModel declared(VariableElement parameter) {
        DeclaredType type = (DeclaredType) parameter.asType();
        Position position = Position.of(parameter);
        TypeName name = reader.read(type);
        List<ComponentModel> components = records.components(type).stream()
                .map(component -> component(position, component))
                .toList();
        return new PayloadModel(
                name,
                name instanceof ParameterizedTypeName parameterized ? parameterized.rawType() : (ClassName) name,
                false,
                components,
                faults(position, "payload", parameter),
                Visibility.hidden(type, isPublic, position),
                new WireReader(types, families, trusted).read(type),
                Set.of());
    }

    private ComponentModel component(Position position, RecordTypes.Component component) {
        boolean isNullable = TypeReader.isNullable(component.type())
                || component.declarations().stream().anyMatch(TypeReader::isNullable);
        return new ComponentModel(
                position,
                component.name(),
                reader.read(component.type()),
                List.of(),
                isNullable,
                Keys.read(component.declarations(), reader),
                families.withoutEquality(component.type()));
    }

    private PayloadModel generated(
            String packageName, ExecutableElement method, List<? extends VariableElement> parameters) {
        List<ComponentModel> components = new ArrayList<>();
        List<JsonFault> faults = new ArrayList<>();
        List<HiddenType> hidden = new ArrayList<>();
        TypeReader ownReader = reader.separate();
        for (VariableElement parameter : parameters) {
            Position position = Position.of(parameter);
            TypeMirror type = parameter.asType();
            components.add(component(position, parameter, ownReader));
            faults.addAll(faults(position, parameter.getSimpleName().toString(), parameter));
            hidden.addAll(Visibility.hidden(type, isPublic, position));
        }
        ClassName name =
                ClassName.get(packageName, Names.payload(method.getSimpleName().toString()));
        reader.addNotesOf(ownReader);
        WirePayload wire = new WireReader(types, families, trusted).read(name, parameters);
        return new PayloadModel(name, name, true, components, faults, hidden, wire, ownReader.warnings());
    }

    private ComponentModel component(Position position, VariableElement parameter, TypeReader ownReader) {
        TypeMirror type = parameter.asType();
        boolean isNullablePartOfType = TypeReader.isNullable(type);
        return new ComponentModel(
                position,
                parameter.getSimpleName().toString(),
                ownReader.readWithNullness(type),
                annotations(parameter, isNullablePartOfType, ownReader),
                isNullablePartOfType || TypeReader.isNullable(parameter),
                Keys.read(List.of(parameter), reader),
                families.withoutEquality(type));
    }

    /**
     * What is said of a parameter is said of the component: its name in JSON, for example, or how long it may be. What
     * only the compiler reads is left out, and so is {@code @Deprecated}, which would be about the accessor.
     */
    private static List<AnnotationSpec> annotations(
            VariableElement parameter, boolean isNullablePartOfType, TypeReader ownReader) {
        List<AnnotationSpec> annotations = new ArrayList<>();
        for (AnnotationMirror mirror : parameter.getAnnotationMirrors()) {
            TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
            String name = ReadAnnotation.nameOf(mirror);
            boolean isSaidAlready = isNullablePartOfType && TypeReader.isNullable(mirror);
            boolean isForCompiler = name.startsWith("java.lang.")
                    || name.equals(KOTLIN_NOT_NULL)
                    || name.equals(Key.class.getCanonicalName());
            if (!isSaidAlready && !isForCompiler && Visibility.of(type) != Visibility.PRIVATE) {
                ownReader.noteDeprecation(type);
                annotations.add(AnnotationSpec.get(mirror));
            }
        }
        return annotations;
    }

    private List<JsonFault> faults(Position position, String path, VariableElement parameter) {
        return new JsonTypes(types, families, reader, trusted, position).faults(path, parameter.asType(), parameter);
    }
}
