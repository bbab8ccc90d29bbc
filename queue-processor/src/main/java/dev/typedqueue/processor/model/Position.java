package dev.typedqueue.processor.model;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import org.jspecify.annotations.Nullable;

/**
 * The place in the user's source to which a message belongs. Only the reporter looks inside.
 *
 * @param element the element
 * @param annotation one of its annotations, or null for the element itself
 * @param value one of the annotation's values, or null for the annotation itself
 */
public record Position(
        Element element,
        @Nullable AnnotationMirror annotation,
        @Nullable AnnotationValue value) {

    /** The element itself. */
    public static Position of(Element element) {
        return new Position(element, null, null);
    }
}
