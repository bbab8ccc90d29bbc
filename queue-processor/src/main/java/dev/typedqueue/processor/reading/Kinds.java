package dev.typedqueue.processor.reading;

import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;

/** What an element is, in words. */
final class Kinds {

    private Kinds() {}

    static String describe(Element element) {
        return switch (element.getKind()) {
            case CLASS -> element.getModifiers().contains(Modifier.ABSTRACT) ? "an abstract class" : "a class";
            case RECORD -> "a record";
            case ENUM -> "an enum";
            case ANNOTATION_TYPE -> "an annotation";
            default -> "no interface";
        };
    }
}
