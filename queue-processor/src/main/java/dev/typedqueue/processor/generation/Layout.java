package dev.typedqueue.processor.generation;

import com.palantir.javapoet.JavaFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives JavaPoet's output the layout that the project's own formatter would give it, in one pass over its lines. */
final class Layout {

    private static final int WIDTH = 120;
    private static final String CONTINUATION = "        ";

    /** What has to be known to break a list of parameters: literals, brackets, and the commas. */
    private static final Pattern PART_OF_PARAMETERS =
            Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|(?<open>[<({])|(?<close>[>)}])|, ");

    private final List<String> lines;
    private final List<String> result = new ArrayList<>();
    private int next;

    private Layout(List<String> lines) {
        this.lines = lines;
    }

    static String of(JavaFile file) {
        Layout layout =
                new Layout(file.toString().lines().map(String::stripTrailing).toList());
        while (layout.next < layout.lines.size()) {
            layout.result.add(layout.element());
        }
        return String.join("\n", layout.result) + "\n";
    }

    /** The next line, or several that belong together. */
    private String element() {
        String line = lines.get(next++);
        String code = line.strip();
        if (code.equals("/**")) {
            return comment(line);
        }
        if (code.startsWith("@") && (code.endsWith("(") || code.endsWith("({"))) {
            return annotation(line);
        }
        return isDeclaration(code) ? declaration(line) : line;
    }

    /** A comment of one line is put on one. */
    private String comment(String start) {
        if (!lines.get(next + 1).strip().equals("*/")) {
            return start;
        }
        String text = indentation(start) + "/** " + withoutStar(lines.get(next).strip()) + " */";
        if (text.length() > WIDTH) {
            return start;
        }
        next += 2;
        return text;
    }

    private static String withoutStar(String line) {
        if (line.startsWith("* ")) {
            return line.substring(2);
        }
        return line.startsWith("*") ? line.substring(1) : line;
    }

    /** The values of an annotation are few and short. */
    private String annotation(String start) {
        StringBuilder text = new StringBuilder(start);
        while (!endsAnnotation(lines.get(next))) {
            text.append(lines.get(next++).strip());
            text.append(text.charAt(text.length() - 1) == ',' ? " " : "");
        }
        return text.append(lines.get(next++).strip()).toString();
    }

    private static boolean endsAnnotation(String line) {
        return line.strip().equals(")") || line.strip().equals("})");
    }

    private static boolean isDeclaration(String code) {
        boolean isVisible = code.startsWith("public ") || code.startsWith("private ");
        boolean isType = code.startsWith("record ") || code.startsWith("final class ");
        return (isVisible || isType) && !code.endsWith(";") && !code.endsWith("=");
    }

    /** JavaPoet breaks a long list of parameters anywhere; here it is kept together where it can be. */
    private String declaration(String start) {
        StringBuilder text = new StringBuilder(start);
        while (!text.toString().endsWith("{") && !text.toString().endsWith("{}")) {
            text.append(text.charAt(text.length() - 1) == ',' ? " " : "")
                    .append(lines.get(next++).strip());
        }
        if (next < lines.size()
                && text.charAt(text.length() - 1) == '{'
                && lines.get(next).strip().equals("}")) {
            next++;
            text.append('}');
        }
        String declaration = text.toString();
        return declaration.contains(" class ") || declaration.startsWith("class ")
                ? declaration + "\n"
                : fit(declaration);
    }

    private static String fit(String signature) {
        int parameters = signature.indexOf('(') + 1;
        if (signature.length() <= WIDTH || signature.startsWith(")", parameters)) {
            return signature;
        }
        String separator = "\n" + indentation(signature) + CONTINUATION;
        String list = signature.substring(parameters);
        boolean fitsOnOneLine = separator.length() - 1 + list.length() <= WIDTH;
        return signature.substring(0, parameters) + separator + (fitsOnOneLine ? list : onePerLine(list, separator));
    }

    /** Breaks a list of parameters between them, but not within type arguments and annotations. */
    private static String onePerLine(String list, String separator) {
        StringBuilder text = new StringBuilder();
        int end = 0;
        Matcher part = PART_OF_PARAMETERS.matcher(list);
        for (int depth = 0; part.find(); end = part.end()) {
            text.append(list, end, part.start());
            boolean isBetween = depth == 0 && part.group().equals(", ");
            text.append(isBetween ? "," + separator : part.group());
            depth += part.group("open") == null ? 0 : 1;
            depth -= part.group("close") == null ? 0 : 1;
        }
        return text.append(list, end, list.length()).toString();
    }

    private static String indentation(String line) {
        return line.substring(0, line.length() - line.stripLeading().length());
    }
}
