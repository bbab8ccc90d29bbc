package dev.typedqueue.processor.model;

import java.util.List;
import javax.lang.model.element.Element;

/** A method with {@code @BeforeAdd}, {@code @BeforeRun} or {@code @OnExhausted}. */
public record RuleModel(
        Element origin,
        Kind kind,
        String method,
        List<String> jobs,
        boolean takesPayload,
        boolean takesContext,
        boolean takesCause) {

    /** Which rule it is. */
    public enum Kind {
        BEFORE_ADD,
        BEFORE_RUN,
        ON_EXHAUSTED
    }
}
