package dev.typedqueue.benchmarks.postgres.peers;

import dev.typedqueue.benchmarks.flow.Payload;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.configuration.JobRunrConfiguration;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobBuilder;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jspecify.annotations.Nullable;

/** JobRunr, with job requests, which it runs without analysing lambdas. */
final class JobRunrPeer implements Peer {

    private static final int WORKERS = 32;
    private static final Duration SHORTEST_POLL = Duration.ofSeconds(5);

    static Contestant contestant() {
        return new Contestant(
                "jobrunr",
                "JobRunr 8.7.0",
                "32 workers, polling every 5 s, which is the shortest that it allows on SQL; job requests, not lambdas;"
                        + " bulk by `enqueue` of a stream. It keeps finished jobs.",
                Contestant.Kind.QUEUE,
                2_000,
                "select exists (select 1 from jobrunr_jobs where state in ('ENQUEUED', 'PROCESSING'))",
                "update jobrunr_jobs set state = 'SUCCEEDED', scheduledAt = null, updatedAt = now()",
                true,
                new JobRunrPeer());
    }

    @Override
    public void install(DataSource database) {
        SqlStorageProviderFactory.using(database).close();
    }

    @Override
    public Session open(DataSource database, @Nullable IntConsumer handler) {
        StorageProvider storage = SqlStorageProviderFactory.using(database, null, DatabaseOptions.SKIP_CREATE);
        JobRunrConfiguration configuration =
                JobRunr.configure().useStorageProvider(storage).useJobActivator(new Handlers(handler));
        if (handler != null) {
            configuration.useBackgroundJobServer(
                    BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                            .andWorkerCount(WORKERS)
                            .andPollInterval(SHORTEST_POLL));
        }
        JobRequestScheduler scheduler = configuration.initialize().getJobRequestScheduler();
        return new Open(scheduler);
    }

    /** The job: JobRunr stores its class and its fields. Public, for JobRunr calls it by reflection. */
    public record Count(int number, String text) implements JobRequest {

        static Count of(int number) {
            Payload payload = Payload.of(number);
            return new Count(payload.number(), payload.text());
        }

        @Override
        public Class<Counter> getJobRequestHandler() {
            return Counter.class;
        }
    }

    /** What runs it. */
    public record Counter(IntConsumer handler) implements JobRequestHandler<Count> {
        @Override
        public void run(Count request) {
            handler.accept(request.number());
        }
    }

    private record Handlers(@Nullable IntConsumer handler) implements JobActivator {
        @Override
        public <T> @Nullable T activateJob(Class<T> type) {
            return handler == null ? null : type.cast(new Counter(handler));
        }
    }

    private record Open(JobRequestScheduler scheduler) implements Session {

        @Override
        public void add(int number) {
            scheduler.enqueue(Count.of(number));
        }

        @Override
        public void addAll(int first, int count) {
            scheduler.enqueue(IntStream.range(first, first + count).mapToObj(Count::of));
        }

        @Override
        public void schedule(int first, int count, Instant at) {
            scheduler.create(IntStream.range(first, first + count)
                    .mapToObj(number -> JobBuilder.aJob()
                            .withId(UUID.randomUUID())
                            .withJobRequest(Count.of(number))
                            .scheduleAt(at)));
        }

        @Override
        public void close() {
            JobRunr.destroy();
        }
    }
}
