package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.spi.Finish;
import dev.typedqueue.spi.FinishResult;
import dev.typedqueue.spi.InsertResult;
import dev.typedqueue.spi.JdbcStoreSession;
import dev.typedqueue.spi.NewJob;
import dev.typedqueue.spi.Outcome;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Bugs in what is done in a transaction of a handler. */
final class TransactionBugs {

    static final List<PlantedBug> ALL = List.of(
            PlantedBug.inStore(
                    "an end that is stored before its transaction commits",
                    "nothing of a transaction is there unless it commits",
                    () -> EndBeforeCommit::new),
            PlantedBug.inStore(
                    "an add that is stored before its transaction commits",
                    "nothing of a transaction is there unless it commits",
                    () -> InsertBeforeCommit::new),
            PlantedBug.inStore(
                    "a transaction without a fence", "a finish counts with the present fencing token alone", () -> {
                        Map<JobId, Long> tokens = new HashMap<>();
                        return session -> new EndWithoutFence(session, tokens);
                    }),
            PlantedBug.inStore(
                    "a commit that is taken for granted",
                    "a job that ends in a transaction has its effect",
                    () -> TrustedEnd::new),
            PlantedBug.inStore(
                    "an effect that is committed without the end of its job",
                    "an effect is committed once, with the end of its job",
                    () -> EffectWithoutEnd::new));

    private TransactionBugs() {}

    private static final class EndBeforeCommit extends ForwardingSession {
        EndBeforeCommit(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public FinishResult finish(Connection connection, Finish finish) {
            session.finish(connection, finish);
            return session.finish(List.of(finish)).get(0);
        }
    }

    private static final class InsertBeforeCommit extends ForwardingSession {
        InsertBeforeCommit(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public List<InsertResult> insert(Connection connection, List<NewJob> jobs) {
            return session.insert(jobs);
        }
    }

    private static final class EndWithoutFence extends TokenKeepingSession {
        EndWithoutFence(JdbcStoreSession session, Map<JobId, Long> tokens) {
            super(session, tokens);
        }

        @Override
        public FinishResult finish(Connection connection, Finish finish) {
            long present = present(finish.id(), finish.fencingToken());
            return session.finish(connection, new Finish(finish.id(), present, finish.outcome()));
        }
    }

    /** What was to end in a transaction is thought to have done so. */
    private static final class TrustedEnd extends ForwardingSession {
        private final Set<Long> ended = new HashSet<>();

        TrustedEnd(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public FinishResult finish(Connection connection, Finish finish) {
            ended.add(finish.fencingToken());
            return session.finish(connection, finish);
        }

        @Override
        public List<FinishResult> finish(List<Finish> finishes) {
            return session.finish(finishes.stream().map(this::trusted).toList());
        }

        private Finish trusted(Finish finish) {
            return ended.contains(finish.fencingToken())
                    ? new Finish(finish.id(), finish.fencingToken(), new Outcome.Completed())
                    : finish;
        }
    }

    /** The handler's transaction commits, and the end of its job is not in it. */
    private static final class EffectWithoutEnd extends ForwardingSession {
        EffectWithoutEnd(JdbcStoreSession session) {
            super(session);
        }

        @Override
        public FinishResult finish(Connection connection, Finish finish) {
            return session.finish(
                    connection, new Finish(finish.id(), finish.fencingToken(), new Outcome.Retry(Duration.ZERO, "")));
        }
    }
}
