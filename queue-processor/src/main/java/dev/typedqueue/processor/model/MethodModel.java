package dev.typedqueue.processor.model;

import com.palantir.javapoet.TypeName;
import java.util.List;

/**
 * A method of a queue's interface, whatever it is for.
 *
 * @param position where it stands
 * @param name its name
 * @param form abstract, default, static or private
 * @param isGeneric whether it has type parameters
 * @param result what it returns
 * @param parameters its parameters
 * @param thrown the widest kind of exception that it declares
 * @param roles what its annotations make of it
 */
public record MethodModel(
        Position position,
        String name,
        Form form,
        boolean isGeneric,
        TypeName result,
        List<ParameterModel> parameters,
        Thrown thrown,
        List<Role> roles) {

    /** Keeps copies of the lists. */
    public MethodModel {
        parameters = List.copyOf(parameters);
        roles = List.copyOf(roles);
    }

    /** How a method of an interface is declared. */
    public enum Form {
        ABSTRACT,
        DEFAULT,
        STATIC,
        PRIVATE
    }

    /** The widest kind of exception that a method declares. */
    public enum Thrown {
        UNCHECKED,
        EXCEPTION,
        THROWABLE
    }

    /**
     * An annotation that gives a method a part to play in the queue.
     *
     * @param annotation its simple name
     * @param position where the annotation stands
     */
    public record Role(String annotation, Position position) {}

    /** Whether it carries the annotation of that simple name. */
    public boolean has(String annotation) {
        return roles.stream().anyMatch(role -> role.annotation().equals(annotation));
    }
}
