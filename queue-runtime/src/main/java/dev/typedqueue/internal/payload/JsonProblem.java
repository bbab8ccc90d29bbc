package dev.typedqueue.internal.payload;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
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
        if (isForbidden(problem)) {
            return "Jackson may not look into " + holder(problem)
                    + ": in module-info.java, open its package by \"opens … to tools.jackson.databind;\"";
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

    /** Whether a named module keeps its package to itself. */
    private static boolean isForbidden(JacksonException problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalAccessException || cause instanceof InaccessibleObjectException) {
                return true;
            }
        }
        return false;
    }

    private static String holder(JacksonException problem) {
        List<JacksonException.Reference> path = problem.getPath();
        Object from = path.isEmpty() ? null : path.get(path.size() - 1).from();
        return from == null ? "the payload" : name(from instanceof Class<?> type ? type : from.getClass());
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
