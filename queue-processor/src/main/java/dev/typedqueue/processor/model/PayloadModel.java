package dev.typedqueue.processor.model;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.TypeName;
import dev.typedqueue.processor.wire.WirePayload;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a job.
 *
 * @param type the full type
 * @param rawType the type without its arguments
 * @param isGenerated whether the record is made from the parameters of the job's method
 * @param components its components, in order
 * @param faults what cannot be written as JSON and read back
 * @param hidden types that fewer can see than the queue
 * @param wire what it looks like as JSON
 * @param warnings the warnings to which a record made from it leads: {@code deprecation}, {@code removal}
 */
public record PayloadModel(
        TypeName type,
        ClassName rawType,
        boolean isGenerated,
        List<ComponentModel> components,
        List<JsonFault> faults,
        List<HiddenType> hidden,
        WirePayload wire,
        Set<String> warnings) {

    /** Keeps copies of the lists. */
    public PayloadModel {
        components = List.copyOf(components);
        faults = List.copyOf(faults);
        hidden = List.copyOf(hidden);
        warnings = Set.copyOf(warnings);
    }

    /**
     * A part of a payload that cannot be written as JSON and read back.
     *
     * @param position where to report it
     * @param path the way to it, such as {@code payload.items[].price}
     * @param type its type
     * @param reason why not, as the end of a sentence that begins with the type
     * @param remedy what to write instead
     */
    public record JsonFault(Position position, String path, String type, String reason, String remedy) {}

    /**
     * A type that fewer can see than the queue.
     *
     * @param position where to report it
     * @param type the type
     * @param visibility what it is: {@code private}, {@code package-private}, {@code protected}
     */
    public record HiddenType(Position position, String type, String visibility) {}

    /** The component of that name, or null. */
    public @Nullable ComponentModel component(String name) {
        return components.stream()
                .filter(component -> component.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
