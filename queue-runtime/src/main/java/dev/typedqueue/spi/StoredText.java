package dev.typedqueue.spi;

import dev.typedqueue.JobLogLine;
import dev.typedqueue.JobProgress;
import dev.typedqueue.annotation.Ordered;
import dev.typedqueue.definition.Limit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How stores that keep texts keep small things: collections as JSON, and what is empty as null, so that it takes no
 * room. What is equal gives equal texts.
 */
public final class StoredText {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private StoredText() {}

    /** An array of texts, in their natural order. */
    public static @Nullable String ofTags(Collection<String> tags) {
        return tags.isEmpty() ? null : MAPPER.writeValueAsString(new TreeSet<>(tags));
    }

    /** What {@link #ofTags} has written. */
    public static Set<String> tags(@Nullable String text) {
        return text == null ? Set.of() : MAPPER.readValue(text, new TypeReference<Set<String>>() {});
    }

    /** An object with texts. */
    public static @Nullable String ofContext(Map<String, String> context) {
        return context.isEmpty() ? null : MAPPER.writeValueAsString(new TreeMap<>(context));
    }

    /** What {@link #ofContext} has written. */
    public static Map<String, String> context(@Nullable String text) {
        return text == null ? Map.of() : MAPPER.readValue(text, new TypeReference<Map<String, String>>() {});
    }

    /** An array: how much is done, of how much, and the message if there is one. */
    public static @Nullable String ofProgress(@Nullable JobProgress progress) {
        if (progress == null) {
            return null;
        }
        List<String> texts = new ArrayList<>(List.of("" + progress.done(), "" + progress.total()));
        if (progress.message() != null) {
            texts.add(progress.message());
        }
        return MAPPER.writeValueAsString(texts);
    }

    /** What {@link #ofProgress} has written. */
    public static @Nullable JobProgress progress(@Nullable String text) {
        if (text == null) {
            return null;
        }
        List<String> texts = texts(text);
        return new JobProgress(
                Long.parseLong(texts.get(0)), Long.parseLong(texts.get(1)), texts.size() == 3 ? texts.get(2) : null);
    }

    /** An array of times, numbers of attempts and texts by turns. */
    public static @Nullable String ofLog(List<JobLogLine> lines) {
        if (lines.isEmpty()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        lines.forEach(line -> texts.addAll(List.of(line.at().toString(), "" + line.attempt(), line.text())));
        return MAPPER.writeValueAsString(texts);
    }

    /** What {@link #ofLog} has written. */
    public static List<JobLogLine> log(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<String> texts = texts(text);
        List<JobLogLine> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i += 3) {
            lines.add(
                    new JobLogLine(Instant.parse(texts.get(i)), Integer.parseInt(texts.get(i + 1)), texts.get(i + 2)));
        }
        return lines;
    }

    private static List<String> texts(String text) {
        return MAPPER.readValue(text, new TypeReference<List<String>>() {});
    }

    /** An array of limits and keys by turns. */
    public static @Nullable String ofGates(List<Gate> gates) {
        if (gates.isEmpty()) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        gates.forEach(gate -> {
            texts.add(gate.limit());
            texts.add(gate.key());
        });
        return MAPPER.writeValueAsString(texts);
    }

    /**
     * What stands at a path in a payload: a {@link String}, a {@link BigDecimal} or a {@link Boolean}; empty if it is
     * something else, or nothing is there.
     */
    public static Optional<Object> component(String payload, List<String> path) {
        JsonNode node = MAPPER.readTree(payload);
        for (String name : path) {
            node = node.path(name);
        }
        if (node.isNumber()) {
            return Optional.of(node.decimalValue());
        }
        if (node.isBoolean()) {
            return Optional.of(node.booleanValue());
        }
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    /** A limit without its name. */
    public static String ofLimit(Limit limit) {
        if (limit instanceof Limit.Concurrency concurrency) {
            return "concurrency " + concurrency.most();
        }
        if (limit instanceof Limit.Rate rate) {
            return "rate " + rate.permits() + " " + rate.per() + " " + rate.burst();
        }
        return "order " + ((Limit.Order) limit).onFailure();
    }

    /** What {@link #ofLimit} has written. */
    public static Limit limit(String name, String text) {
        String[] words = text.split(" ", -1);
        return switch (words[0]) {
            case "concurrency" -> new Limit.Concurrency(name, Integer.parseInt(words[1]));
            case "rate" ->
                new Limit.Rate(name, Integer.parseInt(words[1]), Duration.parse(words[2]), Integer.parseInt(words[3]));
            case "order" -> new Limit.Order(name, Ordered.OnFailure.valueOf(words[1]));
            default ->
                throw new IllegalStateException("Limit \"" + name + "\" is of a sort that this release lacks: " + text);
        };
    }

    /** What {@link #ofGates} has written. */
    public static List<Gate> gates(@Nullable String text) {
        if (text == null) {
            return List.of();
        }
        List<String> texts = texts(text);
        List<Gate> gates = new ArrayList<>();
        for (int i = 0; i < texts.size(); i += 2) {
            gates.add(new Gate(texts.get(i), texts.get(i + 1)));
        }
        return gates;
    }
}
