package dev.typedqueue.processor.validation;

import com.palantir.javapoet.TypeName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** How messages put what they name. */
final class Words {

    private Words() {}

    /** The type without its packages. */
    static String simple(TypeName type) {
        return type.toString().replaceAll("\\b[a-z_]\\w*\\.(?=\\w)", "");
    }

    /** A whole number of minutes as a person would write it. */
    static String duration(Duration duration) {
        if (duration.toHoursPart() == 0 && duration.toMinutesPart() == 0) {
            return duration.toDays() + "d";
        }
        return duration.toMinutesPart() == 0 ? duration.toHours() + "h" : duration.toMinutes() + "m";
    }

    /** {@code a, b or c}. */
    static String choice(Collection<String> words) {
        return list(words, " or ");
    }

    /** {@code a, b and c}. */
    static String all(Collection<String> words) {
        return list(words, " and ");
    }

    private static String list(Collection<String> words, String last) {
        List<String> list = List.copyOf(words);
        return list.size() < 2
                ? String.join("", list)
                : String.join(", ", list.subList(0, list.size() - 1)) + last + list.get(list.size() - 1);
    }
}
