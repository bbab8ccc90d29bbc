package dev.typedqueue.processor;

import java.util.Objects;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * A type from one round to the next: each round has elements of its own.
 *
 * @param module the name of its module; empty for the class path
 * @param name its qualified name
 */
record TypeHandle(String module, String name) {

    static TypeHandle of(TypeElement type, Elements elements) {
        ModuleElement module = elements.getModuleOf(type);
        return new TypeHandle(
                module == null ? "" : module.getQualifiedName().toString(),
                type.getQualifiedName().toString());
    }

    /** The type as the compiler sees it now. */
    TypeElement find(Elements elements) {
        ModuleElement inModule = module.isEmpty() ? null : elements.getModuleElement(module);
        return Objects.requireNonNull(
                inModule == null ? elements.getTypeElement(name) : elements.getTypeElement(inModule, name));
    }
}
