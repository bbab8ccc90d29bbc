package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Calls on the result of one another, broken into lines as a careful person would. */
final class CallChain {

    /** What fits on a line after the indentation and the call around it. */
    private static final int WIDTH = 80;

    /** What fits on a line of a call's own after its indentation. */
    private static final int OWN_WIDTH = 95;

    /** What an import saves. */
    private static final Pattern QUALIFIER = Pattern.compile("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z])");

    private final CodeBlock start;
    private final List<CodeBlock> calls = new ArrayList<>();

    CallChain(String format, Object... arguments) {
        this.start = CodeBlock.of(format, arguments);
    }

    /** A call whose arguments stand on its own line if they fit, on the next or each on one of their own otherwise. */
    CallChain call(String method, CodeBlock... arguments) {
        calls.add(CodeBlock.of("$L$L", method, arguments(OWN_WIDTH - method.length(), List.of(arguments))));
        return this;
    }

    /** Arguments in parentheses. */
    static CodeBlock arguments(int width, List<CodeBlock> arguments) {
        CodeBlock joined = arguments.stream().collect(CodeBlock.joining(", "));
        int joinedWidth = arguments.size() < 2 ? 0 : width(joined);
        if (joinedWidth <= width) {
            return CodeBlock.of("($L)", joined);
        }
        boolean fitsNextLine = joinedWidth <= OWN_WIDTH;
        return CodeBlock.of(
                "(\n$>$>$L$<$<)", fitsNextLine ? joined : arguments.stream().collect(CodeBlock.joining(",\n")));
    }

    /** A call with one argument that is printed as it is. */
    CallChain literal(String method, Object argument) {
        return call(method, CodeBlock.of("$L", argument));
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Each call on a line of its own, unless there is but one. */
    CodeBlock onLines() {
        CodeBlock single = calls.size() == 1 ? CodeBlock.of("$L.$L", start, calls.get(0)) : null;
        if (single != null && width(single) <= OWN_WIDTH) {
            return single;
        }
        CodeBlock.Builder code = CodeBlock.builder().add(start).add("$>$>");
        calls.forEach(call -> code.add("\n.").add(call));
        return code.add("$<$<").build();
    }

    /** All on one line if they fit, each on a line of its own otherwise. */
    CodeBlock onLineIfShort() {
        CodeBlock.Builder code = CodeBlock.builder().add(start);
        calls.forEach(call -> code.add(".").add(call));
        CodeBlock line = code.build();
        return width(line) <= WIDTH ? line : onLines();
    }

    /** How wide the code is once its types are imported. */
    static int width(CodeBlock code) {
        return QUALIFIER.matcher(code.toString()).replaceAll("").length();
    }
}
