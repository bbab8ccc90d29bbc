package dev.typedqueue.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.field.expression.Always;
import com.cronutils.model.field.expression.And;
import com.cronutils.model.field.expression.Between;
import com.cronutils.model.field.expression.Every;
import com.cronutils.model.field.expression.FieldExpression;
import com.cronutils.model.field.expression.On;
import java.time.Month;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The values that a field of an expression stands for. */
final class FieldValues {

    private static final int LONGEST_MONTH = 31;

    private FieldValues() {}

    /** Why no day matches. Only a day of month that its months lack can have that effect. */
    static OptionalInt impossibleDay(Cron cron) {
        FieldExpression weekdays = cron.retrieve(CronFieldName.DAY_OF_WEEK).getExpression();
        if (!(weekdays instanceof Always)) {
            return OptionalInt.empty();
        }
        FieldExpression days = cron.retrieve(CronFieldName.DAY_OF_MONTH).getExpression();
        FieldExpression months = cron.retrieve(CronFieldName.MONTH).getExpression();
        int longest = of(months, 1, Month.values().length)
                .map(month -> Month.of(month).maxLength())
                .max()
                .orElse(LONGEST_MONTH);
        int first = of(days, 1, LONGEST_MONTH).min().orElse(1);
        return first > longest ? OptionalInt.of(first) : OptionalInt.empty();
    }

    private static IntStream of(FieldExpression expression, int first, int last) {
        if (expression instanceof And and) {
            return and.getExpressions().stream().flatMapToInt(each -> of(each, first, last));
        }
        if (expression instanceof On on) {
            return IntStream.of(on.getTime().getValue());
        }
        if (expression instanceof Between between) {
            return IntStream.rangeClosed((Integer) between.getFrom().getValue(), (Integer)
                    between.getTo().getValue());
        }
        if (expression instanceof Every every) {
            int start = of(every.getExpression(), first, last).min().orElse(first);
            int end = every.getExpression() instanceof On
                    ? last
                    : of(every.getExpression(), first, last).max().orElse(last);
            int period = Math.max(1, every.getPeriod().getValue());
            return IntStream.iterate(start, each -> each <= end, each -> each + period);
        }
        return IntStream.rangeClosed(first, last);
    }
}
