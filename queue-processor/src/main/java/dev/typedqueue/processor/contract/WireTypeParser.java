package dev.typedqueue.processor.contract;

import dev.typedqueue.processor.wire.WireType;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the text of a {@link WireType}. */
final class WireTypeParser {

    private static final Pattern NAME = Pattern.compile("[^\\s:\\[\\]{}]+(?:\\[])*");

    private final String text;
    private final Set<String> labels;
    private int at;

    private WireTypeParser(String text, Set<String> labels) {
        this.text = text;
        this.labels = labels;
    }

    /**
     * The type, or null if it is none.
     *
     * @param labels the types that are defined beside it
     */
    static @Nullable WireType parse(String text, Set<String> labels) {
        WireTypeParser parser = new WireTypeParser(text, labels);
        WireType type = parser.type();
        return parser.at == text.length() ? type : null;
    }

    private @Nullable WireType type() {
        if (skip("[")) {
            WireType element = type();
            return element != null && skip("]") ? new WireType.Items(element) : null;
        }
        if (skip("{")) {
            WireType key = type();
            WireType value = key != null && skip(": ") ? type() : null;
            return key != null && value != null && skip("}") ? new WireType.Entries(key, value) : null;
        }
        Matcher name = NAME.matcher(text).region(at, text.length());
        if (!name.lookingAt()) {
            return null;
        }
        at = name.end();
        return labels.contains(name.group()) ? new WireType.Named(name.group()) : new WireType.Value(name.group());
    }

    private boolean skip(String symbol) {
        boolean isThere = text.startsWith(symbol, at);
        at += isThere ? symbol.length() : 0;
        return isThere;
    }
}
