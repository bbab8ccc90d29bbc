package dev.typedqueue.store.postgres;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The statements of a store: what is common to all stores, with this one's schema and clock filled in. */
final class Texts {

    private static final String CLOCK = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    private final Settings settings;
    private final Map<String, String> withSchema = new ConcurrentHashMap<>();

    Texts(Settings settings) {
        this.settings = settings;
    }

    /** The statement with {@code {schema}} and {@code {now}} filled in. */
    String of(String template) {
        String text = withSchema.get(template);
        if (text == null) {
            text = template.replace("{schema}", settings.schema());
            withSchema.put(template, text);
        }
        return text.contains("{now}") ? text.replace("{now}", now()) : text;
    }

    private String now() {
        Duration offset = settings.clockOffset().get();
        return offset.isZero() ? CLOCK : "(" + CLOCK + " + (" + Timestamps.plus(0, offset) + "))";
    }
}
