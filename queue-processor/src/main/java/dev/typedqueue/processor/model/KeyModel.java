package dev.typedqueue.processor.model;

import com.palantir.javapoet.TypeName;
import java.util.List;
import java.util.Optional;

/**
 * A {@code @Key}.
 *
 * @param position where it stands
 * @param rules the annotations whose key it makes; empty for the job's only one
 */
public record KeyModel(Position position, List<Setting<TypeName>> rules) {

    /** Keeps a copy of the list. */
    public KeyModel {
        rules = List.copyOf(rules);
    }

    /** Whether it makes the key of a rule on that job. */
    public boolean makesKeyOf(KeyedRule rule, MethodModel job) {
        return rules.isEmpty()
                ? KeyedRule.on(job).equals(List.of(rule))
                : rules.stream().anyMatch(named -> KeyedRule.of(named.value()).equals(Optional.of(rule)));
    }
}
