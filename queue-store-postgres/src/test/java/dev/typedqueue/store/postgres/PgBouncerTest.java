package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.AddOptions;
import dev.typedqueue.QueueClient;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.definition.JobDefinition;
import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.definition.QueueHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Runtimes behind PgBouncer in transaction mode. */
@Tag("faults")
@Timeout(120)
final class PgBouncerTest {

    private static final int JOBS = 500;

    private static final JobDefinition<Integer> JOB =
            JobDefinition.named("write", new PayloadType<Integer>() {}).build();
    private static final QueueDefinition QUEUE = QueueDefinition.named("numbers", "com.acme.Numbers")
            .concurrency(5)
            .job(JOB)
            .build();

    private final String schema = TestServer.newSchema();

    @TempDir
    Path directory;

    @Test
    void twoNodesRunEachJobOnceAndCompleteItInTheirTransactions() throws Exception {
        BlockingQueue<Integer> run = new LinkedBlockingQueue<>();
        try (PgBouncer bouncer = PgBouncer.start(directory);
                QueueRuntime one = start(bouncer.dataSource(), run);
                QueueRuntime other = start(bouncer.dataSource(), run);
                Connection connection = bouncer.dataSource().getConnection()) {
            QueueClient client = one.client(QUEUE);
            connection.setAutoCommit(false);
            Set<Integer> added = new HashSet<>();
            for (int i = 0; i < JOBS; i++) {
                if (i % 5 == 0) {
                    other.client(QUEUE).in(connection).add(JOB, i, AddOptions.now());
                    connection.commit();
                } else {
                    client.add(JOB, i, AddOptions.now());
                }
                added.add(i);
            }
            while (!added.isEmpty()) {
                Integer number = run.poll(30, TimeUnit.SECONDS);
                assertThat(number).as("never run: %s", added).isNotNull();
                assertThat(added.remove(number)).as("%s runs once", number).isTrue();
            }
            assertThat(run).isEmpty();
        } finally {
            TestServer.drop(schema);
        }
    }

    private QueueRuntime start(PGSimpleDataSource dataSource, BlockingQueue<Integer> run) {
        return QueueRuntime.builder()
                .store(PostgresStore.using(dataSource).withSchema(schema).withTransactionPooling())
                .pollInterval(Duration.ofMillis(100))
                .asDefault(false)
                .handle(QueueHandlers.of(QUEUE)
                        .handle(JOB, (number, job) -> {
                            try (Connection connection = dataSource.getConnection()) {
                                connection.setAutoCommit(false);
                                job.completeIn(connection);
                                connection.commit();
                            }
                            run.add(number);
                        })
                        .build())
                .start();
    }
}
