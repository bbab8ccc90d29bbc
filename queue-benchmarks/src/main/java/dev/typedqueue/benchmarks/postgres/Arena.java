package dev.typedqueue.benchmarks.postgres;

import dev.typedqueue.benchmarks.postgres.agent.NodePackages;
import dev.typedqueue.benchmarks.postgres.peers.Contestant;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where trials take place.
 *
 * @param server the server
 * @param node the systems in Node, if they could be installed
 * @param scale how much is measured
 */
record Arena(PostgresServer server, @Nullable NodePackages node, Scale scale) {

    private static final Duration ROUND_TRIP = Duration.ofMillis(1);

    /** Begins a trial with so many processes. */
    Trial trial(Contestant contestant, int processes, Path folder) throws IOException, SQLException {
        return Trial.begin(server, server.address(), contestant, node, processes, folder);
    }

    /** Begins a trial of one process, whose round trips to the server take a millisecond longer. */
    Trial distantTrial(Contestant contestant, DelayProxy proxy, Path folder) throws IOException, SQLException {
        return Trial.begin(server, proxy.address(), contestant, node, 1, folder);
    }

    DelayProxy delay() throws IOException {
        return new DelayProxy(server.address(), ROUND_TRIP);
    }
}
