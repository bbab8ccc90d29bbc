package dev.typedqueue.store.postgres;

import dev.typedqueue.definition.Limit;
import java.time.Duration;

/** Limits as the tables hold them: a word for the sort, then its numbers. The name is in a column of its own. */
final class LimitText {

    static final String ORDER_WAIT = "order WAIT";
    static final String ORDER_STOP = "order STOP";

    private LimitText() {}

    static String of(Limit limit) {
        if (limit instanceof Limit.Concurrency concurrency) {
            return "concurrency " + concurrency.most();
        }
        if (limit instanceof Limit.Rate rate) {
            return "rate " + rate.permits() + " " + rate.per() + " " + rate.burst();
        }
        return "order " + ((Limit.Order) limit).onFailure();
    }

    static Limit limit(String name, String text) {
        String[] words = text.split(" ", -1);
        return switch (words[0]) {
            case "concurrency" -> new Limit.Concurrency(name, Integer.parseInt(words[1]));
            case "rate" ->
                new Limit.Rate(name, Integer.parseInt(words[1]), Duration.parse(words[2]), Integer.parseInt(words[3]));
            case "order" -> new Limit.Order(name, Limit.OnFailure.valueOf(words[1]));
            default ->
                throw new IllegalStateException(
                        "Limit \"" + name + "\" is of the sort \"" + words[0] + "\", which this version lacks");
        };
    }
}
