package dev.typedqueue.processor.reporting;

import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
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

    /** Reports a problem at an element. */
    public void error(Problem problem, Element element, Object... details) {
        error(problem, element, null, null, details);
    }

    /** Reports a problem at a value of an annotation, or as near as the compiler can. */
    public void error(
            Problem problem,
            Element element,
            @Nullable AnnotationMirror annotation,
            @Nullable AnnotationValue value,
            Object... details) {
        failed = true;
        messager.printMessage(Diagnostic.Kind.ERROR, problem.text(details), element, annotation, value);
    }

    /** Whether a problem was reported. */
    public boolean failed() {
        return failed;
    }
}
