package dev.typedqueue.processor.reading;

import dev.typedqueue.annotation.Key;
import dev.typedqueue.processor.model.ComponentModel;
import dev.typedqueue.processor.model.KeyModel;
import dev.typedqueue.processor.model.KeyedRule;
import dev.typedqueue.processor.model.MethodModel;
import dev.typedqueue.processor.model.PayloadModel;
import dev.typedqueue.processor.model.Position;
import dev.typedqueue.processor.model.Setting;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/** Of which components of a payload the key of a rule is made. */
@FunctionalInterface
interface Keys {

    /**
     * The names of the components.
     *
     * @param by those that the rule itself names
     */
    List<Setting<String>> of(KeyedRule rule, List<Setting<String>> by);

    /** Those of a queue's rules, which name all themselves. */
    static Keys ofQueue() {
        return (rule, by) -> by;
    }

    /** Those of a job's rules: the components that carry a {@code @Key} for a rule that names none. */
    static Keys ofJob(MethodModel job, PayloadModel payload) {
        return (rule, by) -> by.isEmpty() ? annotated(rule, job, payload) : by;
    }

    private static List<Setting<String>> annotated(KeyedRule rule, MethodModel job, PayloadModel payload) {
        List<Setting<String>> names = new ArrayList<>();
        for (ComponentModel component : payload.components()) {
            KeyModel key = component.key();
            if (key != null && key.makesKeyOf(rule, job)) {
                names.add(new Setting<>(component.name(), key.position()));
            }
        }
        return names;
    }

    /** The {@code @Key} on the first of these elements that has one, or null. */
    static @Nullable KeyModel read(List<? extends Element> declarations, TypeReader types) {
        for (Element element : declarations) {
            ReadAnnotation key = ReadAnnotation.of(element, Key.class);
            if (key != null) {
                return new KeyModel(
                        placed(element, key.position()),
                        key.types("value").stream()
                                .map(rule -> new Setting<>(types.read(rule.value()), placed(element, rule.position())))
                                .toList());
            }
        }
        return null;
    }

    /** The compiler of the JDK cannot tell where a component of a record stands, but where the field for it does. */
    private static Position placed(Element element, Position position) {
        return KeyedRecords.fieldOf(element).map(Position::of).orElse(position);
    }

    /** Where the {@code @Key} of an element stands, or null. */
    static @Nullable Position position(Element element) {
        ReadAnnotation key = ReadAnnotation.of(element, Key.class);
        return key == null ? null : key.position();
    }
}
