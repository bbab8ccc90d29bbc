package dev.typedqueue.store.postgres;

import dev.typedqueue.spi.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The claims whose answers did not arrive. Each may have been committed, or may yet be: so they are looked for again
 * and again for a while.
 */
final class Unheard {

    private static final Duration LOOKED_FOR = Duration.ofMinutes(2);

    private record Claim(NodeId node, long number, long failedAt) {}

    private final List<Claim> claims = new ArrayList<>();

    synchronized void add(NodeId node, long number) {
        claims.add(new Claim(node, number, System.nanoTime()));
    }

    /** The numbers of a node's claims that may have left a lease. */
    synchronized List<Long> of(NodeId node) {
        if (claims.isEmpty()) {
            return List.of();
        }
        long now = System.nanoTime();
        claims.removeIf(claim -> now - claim.failedAt() > TimeUnit.SECONDS.toNanos(LOOKED_FOR.toSeconds()));
        return claims.stream()
                .filter(claim -> claim.node().equals(node))
                .map(Claim::number)
                .toList();
    }
}
