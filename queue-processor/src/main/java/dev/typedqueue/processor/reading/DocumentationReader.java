package dev.typedqueue.processor.reading;

import dev.typedqueue.processor.model.Documentation;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Reads Javadoc such that it can be printed in another class of the same package.
 *
 * <p>A reference to a type that was imported where the Javadoc was written would lead nowhere in the generated class.
 * The imports cannot be known here, so that it becomes plain code there; other references are kept.
 */
final class DocumentationReader {

    private static final Pattern REFERENCE =
            Pattern.compile("\\{@(link|linkplain|value)\\s+([\\w.$]*)(#[\\w$]+(?:\\([^)]*\\))?)?\\s*([^}]*)}");
    /** What stood in the source as an escaped backslash and a u, and would be the beginning of an escape now. */
    private static final Pattern UNICODE_ESCAPE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u");

    private static final Pattern INHERITED = Pattern.compile("\\{@inheritDoc}");
    private static final Pattern PARAMETER = Pattern.compile("(?s)@param\\s+([\\w$]+)\\s*(.*)");

    private final Elements elements;
    private final String packageName;
    private final TypeElement declaration;

    DocumentationReader(Elements elements, String packageName, TypeElement declaration) {
        this.elements = elements;
        this.packageName = packageName;
        this.declaration = declaration;
    }

    Documentation read(Element element) {
        String comment = elements.getDocComment(element);
        return comment == null ? Documentation.NONE : parse(portable(comment));
    }

    private static Documentation parse(String comment) {
        StringBuilder description = new StringBuilder();
        Map<String, String> parameters = new HashMap<>();
        String deprecated = "";
        for (String block : comment.split("\0", -1)) {
            Matcher parameter = PARAMETER.matcher(block);
            if (!block.startsWith("@")) {
                description.append(block);
            } else if (parameter.matches()) {
                parameters.put(parameter.group(1), parameter.group(2).strip());
            } else if (block.startsWith("@deprecated")) {
                deprecated = block.substring("@deprecated".length()).strip();
            }
        }
        return new Documentation(description.toString().strip(), parameters, deprecated);
    }

    /** The comment with references that hold anywhere in the package, its blocks parted by a zero character. */
    private String portable(String comment) {
        String text = comment.replace("*/", "*&#47;").replace("\0", "");
        text = UNICODE_ESCAPE.matcher(text).replaceAll("$1&#92;u");
        text = INHERITED.matcher(text).replaceAll("");
        text = REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(reference(found)));
        return partBlocks(text);
    }

    private String reference(MatchResult found) {
        String type = found.group(2);
        String member = found.group(3) == null ? "" : found.group(3);
        String label = found.group(4).strip();
        String resolved = resolve(type);
        if (resolved == null) {
            String name = (type + member.replace('#', '.')).replaceFirst("^\\.", "");
            return "{@code " + (label.isEmpty() ? name : label) + "}";
        }
        return "{@" + found.group(1) + " " + resolved + member + (label.isEmpty() ? "" : " " + label) + "}";
    }

    /** How the type is named from another class of the package, or null if that cannot be told. */
    private @Nullable String resolve(String type) {
        String self = declaration.getQualifiedName().toString();
        String local = packageName.isEmpty() ? self : self.substring(packageName.length() + 1);
        if (type.isEmpty()) {
            return local;
        }
        if (exists(self + "." + type)) {
            return local + "." + type;
        }
        boolean isKnown = exists(packageName.isEmpty() ? type : packageName + "." + type)
                || exists("java.lang." + type)
                || (type.contains(".") && exists(type));
        return isKnown ? type : null;
    }

    private boolean exists(String type) {
        return TypeReader.isVisible(elements, declaration, type);
    }

    /**
     * A line that begins with @ begins a block, unless it stands within an inline tag. The compiler takes
     * {@code @deprecated} for a block even there, and so must not find it in what is generated.
     */
    private static String partBlocks(String text) {
        StringBuilder blocks = new StringBuilder();
        int depth = 0;
        for (String line : text.lines().map(DocumentationReader::unindented).collect(Collectors.toList())) {
            String start = line.stripLeading();
            if (start.startsWith("@") && (depth == 0 || start.startsWith("@deprecated"))) {
                blocks.append('\0').append(start);
            } else {
                blocks.append(line);
            }
            blocks.append('\n');
            depth = Math.max(0, depth + count(line, '{') - count(line, '}'));
        }
        return blocks.toString();
    }

    private static String unindented(String line) {
        return (line.startsWith(" ") ? line.substring(1) : line).stripTrailing();
    }

    private static int count(String line, char letter) {
        return (int) line.chars().filter(each -> each == letter).count();
    }
}
