package dev.typedqueue.processor.reading;

import com.palantir.javapoet.ClassName;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.processor.model.RegistrationModel;
import dev.typedqueue.processor.model.Setting;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/** Reads what has to be known of a queue to make it known to the runtime. */
public final class RegistrationReader {

    private static final String SERVICE = "dev.typedqueue.spi.QueueProvider";

    private RegistrationReader() {}

    /** Reads an interface with {@code @Queue}. Its class must have been generated, for its module to be read. */
    public static RegistrationModel read(Elements elements, TypeElement type) {
        ReadAnnotation queue = Objects.requireNonNull(ReadAnnotation.of(type, Queue.class));
        Setting<String> store = queue.text("store");
        ModuleElement module = elements.getModuleOf(type);
        boolean isNamed = module != null && !module.isUnnamed();
        ClassName provider = providerOf(type);
        return new RegistrationModel(
                ClassName.get(type),
                provider,
                QueueReader.nameOf(queue, type),
                store == null ? "" : store.value(),
                isNamed ? module.getQualifiedName().toString() : "",
                isNamed && provides(module, provider));
    }

    /** The services that the queues among these types and those within them have, or would have. */
    public static List<String> servicesOf(Stream<TypeElement> types) {
        return types.flatMap(RegistrationReader::withNested)
                .map(type -> providerOf(type).reflectionName())
                .toList();
    }

    private static Stream<TypeElement> withNested(TypeElement type) {
        return Stream.concat(
                Stream.of(type),
                ElementFilter.typesIn(type.getEnclosedElements()).stream().flatMap(RegistrationReader::withNested));
    }

    private static ClassName providerOf(TypeElement type) {
        return QueueReader.facadeOf(type).nestedClass("Registration");
    }

    private static boolean provides(ModuleElement module, ClassName provider) {
        return ElementFilter.providesIn(module.getDirectives()).stream()
                .filter(provides -> provides.getService().getQualifiedName().contentEquals(SERVICE))
                .flatMap(provides -> provides.getImplementations().stream())
                .anyMatch(each -> each.getQualifiedName().contentEquals(provider.canonicalName()));
    }
}
