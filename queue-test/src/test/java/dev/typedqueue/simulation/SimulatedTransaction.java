package dev.typedqueue.simulation;

import dev.typedqueue.JobContext;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Outcome;
import dev.typedqueue.spi.StoreSession;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A handler's transaction, in the database that holds its job: the handler's effect, the end of the job and the jobs
 * that were added by its connection are there as a whole once it commits. As with serializable isolation, nobody waits
 * for it, and one that comes too late cannot commit.
 */
final class SimulatedTransaction {

    private final Finish attempt;
    private final List<NewJob> jobs = new ArrayList<>();
    private @Nullable StoreSession session;
    private @Nullable Finish finish;

    /** A transaction that has written the effect of an attempt. */
    SimulatedTransaction(JobContext job) {
        this.attempt = new Finish(job.id(), job.fencingToken(), new Outcome.Completed());
    }

    /** What leads the store to this transaction. */
    Connection connection() {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, this::call);
    }

    private Object call(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "unwrap" -> this;
            case "toString" -> "the transaction of token " + attempt.fencingToken();
            default -> throw new UnsupportedOperationException("A simulated connection has no " + method.getName());
        };
    }

    /** The attempt that ends by it, as its handler knows it. */
    Finish attempt() {
        return attempt;
    }

    /** The jobs that were added in it. */
    List<NewJob> jobs() {
        return List.copyOf(jobs);
    }

    FinishResult finish(StoreSession in, Finish asked) {
        if (!in.holdsLease(asked.id(), asked.fencingToken())) {
            return FinishResult.LEASE_LOST;
        }
        session = in;
        finish = asked;
        return FinishResult.ACCEPTED;
    }

    List<InsertResult> insert(List<NewJob> asked) {
        jobs.addAll(asked);
        return asked.stream()
                .<InsertResult>map(job -> new InsertResult.Inserted())
                .toList();
    }

    /** Writes all of it, or nothing if the job is no longer held. */
    FinishResult commit() {
        if (session == null || finish == null) {
            throw new IllegalStateException("The transaction of " + attempt + " ends no job");
        }
        FinishResult result = session.finish(List.of(finish)).get(0);
        if (result == FinishResult.ACCEPTED) {
            session.insert(jobs);
        }
        return result;
    }
}
