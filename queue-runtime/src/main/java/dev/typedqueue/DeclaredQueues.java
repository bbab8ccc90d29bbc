package dev.typedqueue;

import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import dev.typedqueue.spi.QueueProvider;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the queues that are declared on the class path or module path, through their generated registrations. */
final class DeclaredQueues {

    private static final Logger LOG = LoggerFactory.getLogger("dev.typedqueue.Engine");

    private DeclaredQueues() {}

    /**
     * The declared queues, those with handlers included whether they are registered or not.
     *
     * @throws ConfigurationException if two declarations of one store have the same queue name
     */
    static List<QueueDefinition> with(Collection<QueueHandlers> handlers) {
        Map<String, QueueDefinition> byName = new LinkedHashMap<>();
        handlers.forEach(each -> put(byName, each.queue()));
        Iterator<QueueProvider> providers =
                ServiceLoader.load(QueueProvider.class).iterator();
        while (hasNext(providers)) {
            try {
                put(byName, providers.next().queue());
            } catch (ServiceConfigurationError e) {
                LOG.debug("A registered queue is no longer there", e);
            }
        }
        return List.copyOf(byName.values());
    }

    private static boolean hasNext(Iterator<QueueProvider> providers) {
        while (true) {
            try {
                return providers.hasNext();
            } catch (ServiceConfigurationError e) {
                LOG.debug("A registered queue is no longer there", e);
            }
        }
    }

    private static void put(Map<String, QueueDefinition> byName, QueueDefinition queue) {
        QueueDefinition other = byName.putIfAbsent(queue.name() + "@" + queue.store(), queue);
        if (other != null && !other.declaration().equals(queue.declaration())) {
            throw new ConfigurationException(
                    "Two declarations, " + other.declaration() + " and " + queue.declaration()
                            + ", have the queue name \"" + queue + "\": give one of them another, by @Queue(name = …)",
                    null);
        }
    }
}
