package dev.typedqueue.processor.reading;

import dev.typedqueue.processor.model.PayloadModel.HiddenType;
import dev.typedqueue.processor.model.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Who can see a type. */
enum Visibility {
    PRIVATE("private"),
    PACKAGE("package-private"),
    PROTECTED("protected"),
    PUBLIC("public");

    private final String word;

    Visibility(String word) {
        this.word = word;
    }

    /** The visibility of a type: no more than that of the types around it. */
    static Visibility of(TypeElement type) {
        Visibility narrowest = PUBLIC;
        Element each = type;
        while (each != null && (each.getKind().isClass() || each.getKind().isInterface())) {
            Visibility declared = declared(each.getModifiers());
            narrowest = declared.compareTo(narrowest) < 0 ? declared : narrowest;
            each = each.getEnclosingElement();
        }
        return narrowest;
    }

    private static Visibility declared(Set<Modifier> modifiers) {
        if (modifiers.contains(Modifier.PUBLIC)) {
            return PUBLIC;
        }
        if (modifiers.contains(Modifier.PROTECTED)) {
            return PROTECTED;
        }
        return modifiers.contains(Modifier.PRIVATE) ? PRIVATE : PACKAGE;
    }

    /** The types within a type that fewer can see than a queue. */
    static List<HiddenType> hidden(TypeMirror type, boolean publicQueue, Position position) {
        List<HiddenType> hidden = new ArrayList<>();
        collect(type, publicQueue ? PUBLIC : PACKAGE, position, hidden);
        return hidden;
    }

    private static void collect(TypeMirror type, Visibility least, Position position, List<HiddenType> hidden) {
        if (type.getKind() == TypeKind.ARRAY) {
            collect(((ArrayType) type).getComponentType(), least, position, hidden);
        } else if (type.getKind() == TypeKind.DECLARED) {
            DeclaredType declared = (DeclaredType) type;
            TypeElement element = (TypeElement) declared.asElement();
            Visibility visibility = of(element);
            if (element.getKind() != ElementKind.ANNOTATION_TYPE && visibility.compareTo(least) < 0) {
                hidden.add(new HiddenType(position, element.getSimpleName().toString(), visibility.word));
            }
            declared.getTypeArguments().forEach(argument -> collect(argument, least, position, hidden));
        }
    }
}
