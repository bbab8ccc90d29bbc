package dev.typedqueue.processor.reporting;

import dev.typedqueue.processor.model.Position;
import javax.annotation.processing.Messager;
import javax.tools.Diagnostic;

/** Reports problems to the compiler and goes on, so that one compilation shows all of them. */
public final class Reporter {

    private final Messager messager;
    private boolean failed;

    /** A reporter that has reported nothing. */
    public Reporter(Messager messager) {
        this.messager = messager;
    }

    /** Reports a problem at a value of an annotation, at the annotation or at the element. */
    public void report(Problem problem, Position position, Object... details) {
        failed = true;
        messager.printMessage(
                Diagnostic.Kind.ERROR,
                problem.message(details),
                position.element(),
                position.annotation(),
                position.value());
    }

    /** Whether a problem was reported. */
    public boolean hasFailed() {
        return failed;
    }
}
