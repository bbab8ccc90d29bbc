package dev.typedqueue.simulation;

import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.Store;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Something that is broken on purpose, to see that it is found.
 *
 * @param name what it is
 * @param promise the words of the promise that it breaks
 * @param store breaks the store of one world
 * @param runtime breaks the settings of each node
 */
record PlantedBug(String name, String promise, UnaryOperator<Store> store, UnaryOperator<RuntimeBuilder> runtime) {

    /** All is well. */
    static final PlantedBug NONE = new PlantedBug("none", "", UnaryOperator.identity(), UnaryOperator.identity());

    /** A bug in the store: all sessions of one world share what the supplier makes. */
    static PlantedBug inStore(String name, String promise, Supplier<UnaryOperator<JdbcStoreSession>> broken) {
        return new PlantedBug(
                name,
                promise,
                store -> {
                    UnaryOperator<JdbcStoreSession> wrap = broken.get();
                    return namespace -> wrap.apply((JdbcStoreSession) store.open(namespace));
                },
                UnaryOperator.identity());
    }

    /** This bug on nodes with other settings. */
    PlantedBug with(UnaryOperator<RuntimeBuilder> settings) {
        return new PlantedBug(name, promise, store, settings);
    }

    @Override
    public String toString() {
        return name;
    }
}
