package dev.typedqueue.store.postgres;

import dev.typedqueue.store.jdbc.Timestamps;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The statements of a store: what is common to all stores, with this one's schema and clock filled in. */
final class Texts {

    private static final String CLOCK = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    private final Settings settings;
    private final Map<String, String> texts = new ConcurrentHashMap<>();

    Texts(Settings settings) {
        this.settings = settings;
    }

    /**
     * The statement with {@code {schema}} and {@code {now}} filled in. The schema's name, the only one that is not
     * ours, has no quotes in it; within quotes, it may also be a word of SQL.
     */
    String of(String template) {
        Duration offset = settings.clockOffset().get();
        return offset.isZero()
                ? texts.computeIfAbsent(template, any -> fill(template, CLOCK))
                : fill(template, "(" + CLOCK + " + (" + Timestamps.plus(0, offset) + "))");
    }

    private String fill(String template, String now) {
        return template.replace("{schema}", '"' + settings.schema() + '"').replace("{now}", now);
    }
}
