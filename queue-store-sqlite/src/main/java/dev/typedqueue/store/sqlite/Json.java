package dev.typedqueue.store.sqlite;

import java.util.Collection;
import java.util.stream.Collectors;

/** Writes lists of texts for SQLite's {@code json_each}. */
final class Json {

    private Json() {}

    static String array(Collection<String> texts) {
        return texts.stream().map(Json::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\') {
                quoted.append("\\u%04x".formatted(c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
