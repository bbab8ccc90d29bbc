package dev.typedqueue.processor.generation;

import com.palantir.javapoet.CodeBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Calls on the result of one another, broken into lines as a careful person would. */
final class CallChain {

    /** What fits on a line after the indentation and the call around it. */
    private static final int WIDTH = 80;

    /** What fits on a line of a call's own after its indentation. */
    private static final int OWN_WIDTH = 95;

    private final CodeBlock start;
    private final List<CodeBlock> calls = new ArrayList<>();

    CallChain(String format, Object... arguments) {
        this.start = CodeBlock.of(format, arguments);
    }

    CallChain call(String method, CodeBlock... arguments) {
        CodeBlock joined = Arrays.stream(arguments).collect(CodeBlock.joining(", "));
        boolean isShort = arguments.length < 2 || width(joined) + method.length() <= OWN_WIDTH;
        calls.add(CodeBlock.of(isShort ? "$L($L)" : "$L(\n$>$>$L$<$<)", method, joined));
        return this;
    }

    /** A call with one argument that is printed as it is. */
    CallChain literal(String method, Object argument) {
        return call(method, CodeBlock.of("$L", argument));
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Each call on a line of its own. */
    CodeBlock onLines() {
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
    private static int width(CodeBlock code) {
        return code.toString().replaceAll("\\b(?:[a-z_]\\w*\\.)+(?=[A-Z])", "").length();
    }
}
