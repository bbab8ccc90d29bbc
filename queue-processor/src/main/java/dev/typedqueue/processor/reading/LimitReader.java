package dev.typedqueue.processor.reading;

import dev.typedqueue.annotation.Limit;
import dev.typedqueue.annotation.Ordered;
import dev.typedqueue.annotation.RateLimit;
import dev.typedqueue.processor.model.KeyedRule;
import dev.typedqueue.processor.model.LimitModel;
import dev.typedqueue.processor.model.Setting;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;

/** Reads the limits of a job or a queue. */
final class LimitReader {

    private LimitReader() {}

    /**
     * The limits that an element declares.
     *
     * @param keys of what their keys are made
     * @param prefix the beginning of their names: the name of the job, or nothing for a queue
     */
    static List<LimitModel> read(Element element, Keys keys, String prefix) {
        List<LimitModel> limits = new ArrayList<>();
        ReadAnnotation order = ReadAnnotation.of(element, Ordered.class);
        if (order != null) {
            limits.add(new LimitModel.Order(
                    prefix + "order", order.constant("onFailure"), keys.of(KeyedRule.ORDERED, order.strings("by"))));
        }
        ReadAnnotation limit = ReadAnnotation.of(element, Limit.class);
        if (limit != null) {
            Setting<Integer> most = limit.integer("concurrency");
            if (most != null) {
                limits.add(new LimitModel.Concurrency(
                        prefix + "concurrency", most, keys.of(KeyedRule.LIMIT, limit.strings("by"))));
            }
        }
        ReadAnnotation rate = ReadAnnotation.of(element, RateLimit.class);
        if (rate != null) {
            Setting<Integer> permits = rate.integer("permits");
            Setting<String> per = rate.string("per");
            if (permits != null && per != null) {
                limits.add(new LimitModel.Rate(
                        prefix + "rate",
                        permits,
                        per,
                        rate.integer("burst"),
                        keys.of(KeyedRule.RATE_LIMIT, rate.strings("by"))));
            }
        }
        return limits;
    }
}
