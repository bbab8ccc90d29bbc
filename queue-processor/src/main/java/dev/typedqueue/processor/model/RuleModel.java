package dev.typedqueue.processor.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule method of a queue.
 *
 * @param kind which rule
 * @param method the method
 * @param annotation where the annotation stands
 * @param jobs the jobs that the annotation names; empty for those that follow from the parameters
 */
public record RuleModel(Kind kind, MethodModel method, Position annotation, List<Setting<String>> jobs) {

    /** Keeps a copy of the list. */
    public RuleModel {
        jobs = List.copyOf(jobs);
    }

    /** Which rule a method is. */
    public enum Kind {
        BEFORE_ADD("BeforeAdd", "Admission"),
        BEFORE_RUN("BeforeRun", "RunDecision"),
        ON_EXHAUSTED("OnExhausted", "void");

        private final String annotation;
        private final String result;

        Kind(String annotation, String result) {
            this.annotation = annotation;
            this.result = result;
        }

        /** The simple name of its annotation. */
        public String annotation() {
            return annotation;
        }

        /** The simple name of what its methods return. */
        public String result() {
            return result;
        }

        /** The types of what its methods may take after the payload, in order. */
        public List<String> context() {
            return switch (this) {
                case BEFORE_ADD -> List.of("dev.typedqueue.AddContext");
                case BEFORE_RUN -> List.of("dev.typedqueue.JobContext");
                case ON_EXHAUSTED -> List.of("dev.typedqueue.JobContext", "java.lang.Throwable");
            };
        }
    }

    /** The types that tell a rule or a handler of its surroundings, and are no payload. */
    public static final Set<String> CONTEXTS =
            Set.of("dev.typedqueue.AddContext", "dev.typedqueue.JobContext", "java.lang.Throwable");

    /** The parameter that takes the payload, or null if there is none. */
    public @Nullable ParameterModel payload() {
        return method.parameters().stream()
                .filter(parameter -> !CONTEXTS.contains(parameter.type().toString()))
                .findFirst()
                .orElse(null);
    }

    /** Whether the method takes something of that type. */
    public boolean takes(String type) {
        return method.parameters().stream()
                .anyMatch(parameter -> parameter.type().toString().equals(type));
    }
}
