package dev.typedqueue.processor.reporting;

import dev.typedqueue.processor.model.Position;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Reports problems to the compiler and goes on, so that one compilation shows all of them. */
public final class Reporter {

    private final Messager messager;
    private boolean failed;

    /** A reporter that has reported nothing. */
    public Reporter(Messager messager) {
        this.messager = messager;
    }

    /** Reports a problem at a value of an annotation, at the annotation or at the element; at null it has no place. */
    public void report(Problem problem, @Nullable Position position, Object... details) {
        failed = true;
        print(Diagnostic.Kind.ERROR, problem, position, details);
    }

    /** Tells something that may be meant so. */
    public void note(Problem problem, Position position, Object... details) {
        print(Diagnostic.Kind.NOTE, problem, position, details);
    }

    private void print(Diagnostic.Kind kind, Problem problem, @Nullable Position position, Object... details) {
        String message = problem.message(details);
        if (position == null) {
            messager.printMessage(kind, message);
        } else {
            messager.printMessage(kind, message, position.element(), position.annotation(), position.value());
        }
    }

    /** Whether a problem was reported. */
    public boolean hasFailed() {
        return failed;
    }
}
