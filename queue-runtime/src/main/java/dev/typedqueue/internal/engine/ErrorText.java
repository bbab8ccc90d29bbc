package dev.typedqueue.internal.engine;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What is kept with a job of the exception that failed it: its stack trace, up to a length. */
final class ErrorText {

    private static final int MAX_LENGTH = 4_002;

    private ErrorText() {}

    static String of(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return StorableText.of(text.toString().strip(), MAX_LENGTH);
    }
}
