package dev.typedqueue.internal.payload;

import java.lang.reflect.Type;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Says what is wrong with a text, and where, without a word of the text itself: payloads may hold what does not belong
 * in a log, and Jackson's own messages quote it.
 */
final class JsonProblem {

    private JsonProblem() {}

    static String describe(JacksonException problem) {
        String where = path(problem);
        return where.isEmpty() ? what(problem) : what(problem) + ", at " + where;
    }

    private static String what(JacksonException problem) {
        String message = String.valueOf(problem.getOriginalMessage());
        if (message.startsWith("Missing required creator property")) {
            return message; // names the component, and nothing else
        }
        if (problem instanceof InvalidTypeIdException unknown) {
            return "it names no known kind of " + name(unknown.getBaseType() == null ? null : unknown.getBaseType());
        }
        if (problem instanceof ValueInstantiationException refused) {
            return name(refused.getType()) + " refuses its value";
        }
        if (problem instanceof MismatchedInputException mismatch) {
            return "it does not fit " + name(mismatch.getTargetType());
        }
        return "it is not JSON as expected (" + problem.getClass().getSimpleName() + position(problem) + ")";
    }

    private static String name(@Nullable Type type) {
        return type == null ? "its type" : type.getTypeName();
    }

    private static String position(JacksonException problem) {
        TokenStreamLocation location = problem.getLocation();
        return location == null ? "" : " in line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** The components on the way, as Java writes them. The keys of maps are part of the text, and are left out. */
    private static String path(JacksonException problem) {
        return problem.getPath().stream().map(JsonProblem::step).collect(Collectors.joining());
    }

    private static String step(JacksonException.Reference reference) {
        if (reference.getPropertyName() == null) {
            return "[" + reference.getIndex() + "]";
        }
        boolean ofRecord = reference.from() instanceof Class<?> || !isContainer(reference.from());
        return ofRecord ? "." + reference.getPropertyName() : "[…]";
    }

    private static boolean isContainer(@Nullable Object from) {
        return from instanceof java.util.Map<?, ?> || from instanceof Collection<?>;
    }
}
