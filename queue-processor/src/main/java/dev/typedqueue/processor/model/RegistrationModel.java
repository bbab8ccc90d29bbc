package dev.typedqueue.processor.model;

import com.palantir.javapoet.ClassName;

/**
 * What has to be known of a queue to make it known to the runtime.
 *
 * @param declaration the interface's name
 * @param provider the class that is registered
 * @param name the name under which the queue is stored
 * @param store the name of its store; empty for the unnamed one
 * @param module the name of the module that declares it, or empty for the class path
 * @param isProvided whether that module provides it
 */
public record RegistrationModel(
        ClassName declaration,
        ClassName provider,
        Setting<String> name,
        String store,
        String module,
        boolean isProvided) {

    /** The provider's name as {@code META-INF/services} wants it. */
    public String service() {
        return provider.reflectionName();
    }
}
