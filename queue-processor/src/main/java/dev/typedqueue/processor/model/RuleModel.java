package dev.typedqueue.processor.model;

import java.util.ArrayList;
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
        BEFORE_ADD("BeforeAdd", "dev.typedqueue.Admission"),
        BEFORE_RUN("BeforeRun", "dev.typedqueue.RunDecision"),
        BACKOFF("Backoff", "java.time.Duration"),
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

        /** What its methods return. */
        public String result() {
            return result;
        }

        /** The types of what its methods may take after the payload, in order. */
        public List<String> context() {
            return switch (this) {
                case BEFORE_ADD -> List.of("dev.typedqueue.AddContext");
                case BEFORE_RUN -> List.of("dev.typedqueue.JobContext");
                case BACKOFF -> List.of("int", "java.lang.Throwable");
                case ON_EXHAUSTED -> List.of("dev.typedqueue.JobContext", "java.lang.Throwable");
            };
        }

        /** Whether it is asked about a job with its payload at hand. */
        public boolean takesPayload() {
            return this != BACKOFF;
        }

        /** Whether it is asked where there may be no handlers, or needs none. */
        public boolean isStatic() {
            return this == BEFORE_ADD || this == BACKOFF;
        }

        /** What its methods may take, in order, in words. */
        public List<String> offered() {
            List<String> offered = new ArrayList<>(takesPayload() ? List.of("the payload") : List.of());
            context().forEach(type -> offered.add(type.substring(type.lastIndexOf('.') + 1)));
            return offered;
        }
    }

    /** The types that tell a rule or a handler of its surroundings, and are no payload. */
    public static final Set<String> CONTEXTS =
            Set.of("dev.typedqueue.AddContext", "dev.typedqueue.JobContext", "java.lang.Throwable");

    /** The parameter that takes the payload, or null if there is none. */
    public @Nullable ParameterModel payload() {
        return !kind.takesPayload()
                ? null
                : method.parameters().stream()
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
