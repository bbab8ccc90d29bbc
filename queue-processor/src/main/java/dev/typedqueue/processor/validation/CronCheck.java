package dev.typedqueue.processor.validation;

import dev.typedqueue.cron.CronExpression;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import dev.typedqueue.processor.reporting.Similar;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Whether a cron expression is one that the runtime can read, and whether its time ever comes. */
final class CronCheck {

    private static final String FIELDS_REMEDY =
            "Write minute, hour, day of month, month and day of week, such as \"0 3 * * *\".";

    /** The names of some other schedulers. */
    private static final Map<String, String> NICKNAMES = Map.of(
            "@hourly", "0 * * * *",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@weekly", "0 0 * * 0",
            "@monthly", "0 0 1 * *",
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *");

    private enum Field {
        MINUTE("minute", "0 to 59"),
        HOUR("hour", "0 to 23"),
        DAY_OF_MONTH("day of month", "1 to 31"),
        MONTH("month", "1 to 12 or JAN to DEC"),
        DAY_OF_WEEK("day of week", "0 to 7 or SUN to SAT");

        private final String word;
        private final String range;

        Field(String word, String range) {
            this.word = word;
            this.range = range;
        }

        /** An expression in which only this field can be wrong. */
        private String alone(String text) {
            return Arrays.stream(values())
                    .map(field -> field == this ? text : "*")
                    .collect(Collectors.joining(" "));
        }
    }

    private CronCheck() {}

    /** The expression; empty if it is none, or one whose time never comes, and that was reported. */
    static Optional<CronExpression> check(Setting<String> expression, Reporter reporter) {
        String text = expression.value().strip();
        Optional<CronExpression> cron = parse(text);
        if (cron.isEmpty()) {
            reporter.report(
                    Problem.CRON_INVALID, expression.position(), expression.value(), reason(text), remedy(text));
            return cron;
        }
        OptionalInt impossibleDay = cron.get().impossibleDay();
        if (impossibleDay.isPresent()) {
            String why = "no such month has a day " + impossibleDay.getAsInt();
            reporter.report(Problem.CRON_NEVER, expression.position(), expression.value(), why);
            return Optional.empty();
        }
        return cron;
    }

    /** Reads it as the runtime will. */
    private static Optional<CronExpression> parse(String text) {
        try {
            return Optional.of(CronExpression.parse(text));
        } catch (IllegalArgumentException invalid) {
            return Optional.empty();
        }
    }

    private static List<String> fields(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\s+"));
    }

    private static String reason(String text) {
        List<String> fields = fields(text);
        if (fields.size() != Field.values().length) {
            return "it has " + fields.size() + (fields.size() == 1 ? " field" : " fields") + " instead of five";
        }
        Iterator<String> values = fields.iterator();
        for (Field field : Field.values()) {
            String value = values.next();
            if (parse(field.alone(value)).isEmpty()) {
                return "its " + field.word + " is \"" + value + "\", which is not made of " + field.range;
            }
        }
        return "its fields do not go together";
    }

    private static String remedy(String text) {
        List<String> fields = fields(text);
        String nickname = NICKNAMES.get(text.toLowerCase(Locale.ROOT));
        if (nickname != null) {
            return Similar.question(nickname);
        }
        if (fields.size() > Field.values().length) {
            String withoutSeconds = String.join(" ", fields.subList(1, 6)).replace('?', '*');
            if (parse(withoutSeconds).isPresent()) {
                return "There are no seconds: did you mean \"" + withoutSeconds + "\"?";
            }
        }
        String withoutQuestionMarks = text.replace('?', '*');
        return !withoutQuestionMarks.equals(text) && parse(withoutQuestionMarks).isPresent()
                ? Similar.question(withoutQuestionMarks)
                : FIELDS_REMEDY;
    }
}
