package dev.typedqueue.internal.payload;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.lang.annotation.Annotation;
import java.lang.reflect.Executable;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * Makes every component of a payload required, unless it is an {@code Optional}, carries an annotation named
 * {@code Nullable}, or is not written at all: a payload that lacks one was written by a release with another
 * declaration.
 */
final class RequiredComponents extends NopAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    @Override
    public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
        if (!(member instanceof AnnotatedParameter parameter)) {
            return null;
        }
        return !OPTIONALS.contains(parameter.getRawType()) && !isNullable(parameter) && !isIgnored(parameter);
    }

    /**
     * A component that is not written either. Jackson's annotation for that is on the accessor, not on the parameter.
     */
    private static boolean isIgnored(AnnotatedParameter parameter) {
        RecordComponent[] components = parameter.getDeclaringClass().getRecordComponents();
        if (components == null || parameter.getIndex() >= components.length) {
            return false;
        }
        JsonIgnore ignore = components[parameter.getIndex()].getAccessor().getAnnotation(JsonIgnore.class);
        return ignore != null && ignore.value();
    }

    private static boolean isNullable(AnnotatedParameter parameter) {
        if (!(parameter.getOwner().getMember() instanceof Executable creator)) {
            return false;
        }
        int index = parameter.getIndex();
        Annotation[] ofType = creator.getAnnotatedParameterTypes()[index].getAnnotations();
        Annotation[] ofParameter = creator.getParameterAnnotations()[index];
        return Stream.concat(Stream.of(ofType), Stream.of(ofParameter))
                .anyMatch(annotation ->
                        annotation.annotationType().getSimpleName().equals("Nullable"));
    }
}
