package dev.typedqueue.internal.engine;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What is kept with a job of the exception that failed it: its stack trace, up to a length. */
final class ErrorText {

    private static final int MAX_LENGTH = 4_000;

    private ErrorText() {}

    static String of(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        String whole = storable(text.toString().strip());
        return whole.length() <= MAX_LENGTH ? whole : whole.substring(0, cut(whole)) + " …";
    }

    /** Not between the halves of a surrogate pair. */
    private static int cut(String text) {
        return Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
    }

    /** Without what some database refuses in a text: a zero character, and half a surrogate pair. */
    private static String storable(String text) {
        return text.codePoints()
                .map(each -> each == 0 || (each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE)
                        ? '\uFFFD'
                        : each)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
