package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.ClaimRequest;
import dev.typedqueue.spi.ClaimedJob;
import dev.typedqueue.spi.JdbcStoreSession;
import java.util.List;
import java.util.Map;

/**
 * Knows the fencing token that each job was given last, by whichever node: what a bug without a fence takes instead.
 */
abstract class TokenKeepingSession extends ForwardingSession {

    private final Map<JobId, Long> tokens;

    /** @param tokens shared by the sessions of all nodes */
    TokenKeepingSession(JdbcStoreSession session, Map<JobId, Long> tokens) {
        super(session);
        this.tokens = tokens;
    }

    @Override
    public final List<ClaimedJob> claim(ClaimRequest request) {
        List<ClaimedJob> jobs = session.claim(request);
        jobs.forEach(job -> tokens.put(job.id(), job.fencingToken()));
        return jobs;
    }

    final long present(JobId id, long otherwise) {
        return tokens.getOrDefault(id, otherwise);
    }
}
