package dev.typedqueue.processor.generation;

import com.palantir.javapoet.JavaFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives JavaPoet's output the layout that the project's own formatter would give it. */
final class Layout {

    private static final int WIDTH = 120;
    private static final String CONTINUATION = "        ";

    private static final Pattern COMMENT_OF_ONE_LINE = Pattern.compile("(?m)^( *)/\\*\\*\n *\\* ([^\n]*)\n *\\*/$");
    private static final Pattern ANNOTATION = Pattern.compile("(?m)^( *@\\w+)\\((\\{?)\n([^;{}()]+)\n *(}?)\\)$");
    private static final Pattern EMPTY_BODY = Pattern.compile("\\{\n *}");
    private static final Pattern CLASS_HEADER = Pattern.compile("(?m)^( *(?:public |static |final )*class [^\n]*\\{)$");
    private static final Pattern SIGNATURE =
            Pattern.compile(" *(?:public |private |static |final )*(?!class)\\w.*[(,]");

    private Layout() {}

    static String of(JavaFile file) {
        String text = file.toString().replaceAll("(?m) +$", "");
        text = ANNOTATION
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1) + "(" + found.group(2)
                        + found.group(3).strip().replaceAll(",\n *", ", ") + found.group(4) + ")"));
        text = EMPTY_BODY.matcher(text).replaceAll("{}");
        text = CLASS_HEADER.matcher(text).replaceAll("$1\n");
        text = COMMENT_OF_ONE_LINE
                .matcher(text)
                .replaceAll(comment ->
                        Matcher.quoteReplacement(onOneLine(comment.group(1), comment.group(2), comment.group())));
        return signatures(text);
    }

    private static String onOneLine(String indentation, String text, String otherwise) {
        String line = indentation + "/** " + text + " */";
        return line.length() <= WIDTH ? line : otherwise;
    }

    /** JavaPoet breaks a long list of parameters anywhere; here it is kept together where it can be. */
    private static String signatures(String text) {
        List<String> lines = new ArrayList<>();
        StringBuilder signature = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (signature.length() > 0) {
                signature
                        .append(signature.charAt(signature.length() - 1) == ',' ? " " : "")
                        .append(line.strip());
            } else if (SIGNATURE.matcher(line).matches() && startsSignature(line)) {
                signature.append(line);
            } else {
                lines.add(line);
                continue;
            }
            if (line.endsWith("{") || line.endsWith("{}")) {
                lines.add(fit(signature.toString()));
                signature.setLength(0);
            }
        }
        if (signature.length() > 0) {
            lines.add(signature.toString());
        }
        return String.join("\n", lines);
    }

    private static boolean startsSignature(String line) {
        String code = line.strip();
        return (code.startsWith("public ") || code.startsWith("private ") || code.startsWith("record "))
                && !code.contains(" = ");
    }

    private static String fit(String signature) {
        int parameters = signature.indexOf('(') + 1;
        if (signature.length() <= WIDTH || signature.startsWith(")", parameters)) {
            return signature;
        }
        String indentation = signature.substring(
                0, signature.length() - signature.stripLeading().length());
        String list = signature.substring(parameters);
        String onOneLine = indentation + CONTINUATION + list;
        String separator = "\n" + indentation + CONTINUATION;
        return signature.substring(0, parameters)
                + (onOneLine.length() <= WIDTH
                        ? "\n" + onOneLine
                        : separator + list.replaceAll(", (?![^<]*>)", "," + Matcher.quoteReplacement(separator)));
    }
}
