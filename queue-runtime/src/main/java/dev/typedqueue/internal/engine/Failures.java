package dev.typedqueue.internal.engine;

import java.io.PrintWriter;
import java.io.Writer;

/** What handlers throw, made fit for logs and stores. */
final class Failures {

    private Failures() {}

    /**
     * The failure, or one that stands for it if it throws itself as soon as it is looked at: an exception whose message
     * is computed may do so, and would take its job's outcome with it.
     */
    @SuppressWarnings("CatchingUnchecked")
    static Throwable readable(Throwable failure) {
        try {
            failure.printStackTrace(new PrintWriter(Writer.nullWriter()));
            return failure;
        } catch (Throwable unreadable) {
            return new ReportedFailure(failure.getClass().getName() + ", whose message cannot be read");
        }
    }
}
