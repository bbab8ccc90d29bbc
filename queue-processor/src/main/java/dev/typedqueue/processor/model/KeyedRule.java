package dev.typedqueue.processor.model;

import com.palantir.javapoet.TypeName;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A rule that takes a key. */
public enum KeyedRule {
    UNIQUE("Unique"),
    LIMIT("Limit"),
    RATE_LIMIT("RateLimit"),
    ORDERED("Ordered");

    private final String annotation;

    KeyedRule(String annotation) {
        this.annotation = annotation;
    }

    /** The simple name of its annotation. */
    public String annotation() {
        return annotation;
    }

    /** The rule of that annotation, if it takes a key. */
    public static Optional<KeyedRule> of(TypeName type) {
        return Arrays.stream(values())
                .filter(rule -> type.toString().equals("dev.typedqueue.annotation." + rule.annotation))
                .findFirst();
    }

    /** Those that stand on a job itself, in order. */
    public static List<KeyedRule> on(MethodModel job) {
        return Arrays.stream(values()).filter(rule -> job.has(rule.annotation)).toList();
    }
}
