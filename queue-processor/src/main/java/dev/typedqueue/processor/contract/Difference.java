package dev.typedqueue.processor.contract;

import java.util.List;

/** Something in a declaration for which stored jobs were not made. */
sealed interface Difference {

    /** The way to it through the payload, such as {@code items[].price}; empty for the payload itself. */
    String path();

    /**
     * A component has to be there, and stored jobs may lack it.
     *
     * @param renamed the names of components that are gone and would fit
     */
    record Required(String path, List<String> renamed) implements Difference {}

    /**
     * A component does not answer to a name that it had.
     *
     * @param name that name
     */
    record NameLost(String path, String name) implements Difference {}

    /**
     * A type does not read what another one wrote.
     *
     * @param written the type that wrote it
     * @param read the type now
     */
    record Type(String path, String written, String read) implements Difference {}

    /**
     * A constant of an enum is gone.
     *
     * @param name its name in JSON
     */
    record ConstantLost(String path, String name) implements Difference {}

    /**
     * A subtype of a sealed type is gone.
     *
     * @param name its name in JSON
     */
    record SubtypeLost(String path, String name) implements Difference {}

    /**
     * A component that need not be there looks like one that is gone. Stored jobs can be read, but lose what it held.
     *
     * @param renamed the name of the component that is gone
     */
    record ValueLost(String path, String renamed) implements Difference {}

    /** Whether stored jobs could not be read. */
    default boolean breaks() {
        return !(this instanceof ValueLost);
    }
}
