package dev.typedqueue.processor.validation;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import com.cronutils.parser.CronParser;
import dev.typedqueue.processor.model.Setting;
import dev.typedqueue.processor.reporting.Problem;
import dev.typedqueue.processor.reporting.Reporter;
import dev.typedqueue.processor.reporting.Similar;
import java.time.Month;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Whether a cron expression is one that the runtime can read, and whether its time ever comes. */
final class CronCheck {

    private static final String FIELDS_REMEDY =
            "Write minute, hour, day of month, month and day of week, such as \"0 3 * * *\".";

    /** cron-utils takes SUN for 7, with which no range can begin. */
    private static final Pattern RANGE_FROM_SUNDAY = Pattern.compile("\\bSUN-", Pattern.CASE_INSENSITIVE);

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

    static void check(Setting<String> expression, Reporter reporter) {
        String text = expression.value().strip();
        Optional<Cron> cron = parse(text);
        if (cron.isEmpty()) {
            reporter.report(
                    Problem.CRON_INVALID, expression.position(), expression.value(), reason(text), remedy(text));
            return;
        }
        neverComes(cron.get())
                .ifPresent(why -> reporter.report(Problem.CRON_NEVER, expression.position(), expression.value(), why));
    }

    /** Reads it as the runtime will. */
    private static Optional<Cron> parse(String text) {
        try {
            return Optional.of(new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
                    .parse(RANGE_FROM_SUNDAY.matcher(text).replaceAll("0-")));
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

    /** Why no day matches. Only a day of month that its months lack can have that effect. */
    private static Optional<String> neverComes(Cron cron) {
        FieldExpression days = cron.retrieve(CronFieldName.DAY_OF_MONTH).getExpression();
        FieldExpression weekdays = cron.retrieve(CronFieldName.DAY_OF_WEEK).getExpression();
        if (!(weekdays instanceof Always)) {
            return Optional.empty();
        }
        FieldExpression months = cron.retrieve(CronFieldName.MONTH).getExpression();
        int firstDay = values(days, 1, 31).min().orElse(1);
        int longestMonth = values(months, 1, 12)
                .map(month -> Month.of(month).maxLength())
                .max()
                .orElse(31);
        return firstDay > longestMonth ? Optional.of("no such month has a day " + firstDay) : Optional.empty();
    }

    private static IntStream values(FieldExpression expression, int first, int last) {
        if (expression instanceof And and) {
            return and.getExpressions().stream().flatMapToInt(each -> values(each, first, last));
        }
        if (expression instanceof On on) {
            return IntStream.of(on.getTime().getValue());
        }
        if (expression instanceof Between between) {
            return IntStream.rangeClosed((Integer) between.getFrom().getValue(), (Integer)
                    between.getTo().getValue());
        }
        if (expression instanceof Every every) {
            int start = values(every.getExpression(), first, last).min().orElse(first);
            int end = every.getExpression() instanceof On
                    ? last
                    : values(every.getExpression(), first, last).max().orElse(last);
            int period = Math.max(1, every.getPeriod().getValue());
            return IntStream.iterate(start, each -> each <= end, each -> each + period);
        }
        return IntStream.rangeClosed(first, last);
    }
}
