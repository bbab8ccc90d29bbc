package dev.typedqueue.benchmarks.postgres.peers;

import dev.typedqueue.benchmarks.flow.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz on its JDBC job store: one durable job, and a trigger for each time that it runs. */
final class QuartzPeer implements Peer {

    private static final int THREADS = 20;
    private static final int PAGE = 500;
    private static final String SCRIPT = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";
    private static final JobDetail JOB =
            JobBuilder.newJob(Count.class).withIdentity("count").storeDurably().build();

    static Contestant contestant() {
        return new Contestant(
                "quartz",
                "Quartz 2.5.2",
                "clustered JDBC job store, 20 threads, triggers acquired in batches of 20 within the lock, string"
                        + " properties, idle wait 1 s (its least); one durable job and a trigger a run, which costs less"
                        + " than a job a run; bulk by `scheduleJobs` of 500. It deletes finished triggers.",
                Contestant.Kind.QUEUE,
                400,
                "select exists (select 1 from qrtz_triggers"
                        + " where next_fire_time <= extract(epoch from now()) * 1000)"
                        + " or exists (select 1 from qrtz_fired_triggers)",
                null,
                false,
                new QuartzPeer());
    }

    @Override
    public void install(DataSource database) throws SQLException, IOException {
        try (InputStream script = QuartzPeer.class.getResourceAsStream(SCRIPT)) {
            byte[] text = Objects.requireNonNull(script, SCRIPT).readAllBytes();
            Sql.execute(database, new String(text, StandardCharsets.UTF_8));
        }
    }

    @Override
    public Session open(DataSource database, @Nullable IntConsumer handler) throws SchedulerException {
        DBConnectionManager.getInstance().addConnectionProvider("pool", new Pool(database));
        Scheduler scheduler = new StdSchedulerFactory(properties()).getScheduler();
        scheduler.addJob(JOB, true);
        if (handler != null) {
            scheduler.setJobFactory((bundle, ignored) -> new Count(handler));
            scheduler.start();
        }
        return new Open(scheduler);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("org.quartz.scheduler.instanceName", "benchmark"),
                Map.entry("org.quartz.scheduler.instanceId", "AUTO"),
                Map.entry("org.quartz.scheduler.skipUpdateCheck", "true"),
                Map.entry("org.quartz.scheduler.idleWaitTime", "1000"),
                Map.entry("org.quartz.scheduler.batchTriggerAcquisitionMaxCount", String.valueOf(THREADS)),
                Map.entry("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool"),
                Map.entry("org.quartz.threadPool.threadCount", String.valueOf(THREADS)),
                Map.entry("org.quartz.jobStore.class", JobStoreTX.class.getName()),
                Map.entry("org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName()),
                Map.entry("org.quartz.jobStore.dataSource", "pool"),
                Map.entry("org.quartz.jobStore.useProperties", "true"),
                Map.entry("org.quartz.jobStore.isClustered", "true"),
                Map.entry("org.quartz.jobStore.acquireTriggersWithinLock", "true"),
                // A backlog is older than the default minute, and handling it as missed would cost more still.
                Map.entry("org.quartz.jobStore.misfireThreshold", "86400000")));
        return properties;
    }

    /** The job. */
    private record Count(IntConsumer handler) implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            handler.accept(Payload.number(context.getMergedJobDataMap().getString("payload")));
        }
    }

    private record Open(Scheduler scheduler) implements Session {

        @Override
        public void add(int number) throws SchedulerException {
            scheduler.scheduleJob(trigger(number, Instant.now()));
        }

        @Override
        public void addAll(int first, int count) throws SchedulerException {
            schedule(first, count, Instant.now());
        }

        @Override
        public void schedule(int first, int count, Instant at) throws SchedulerException {
            for (int begin = first; begin < first + count; begin += PAGE) {
                Set<Trigger> triggers = new HashSet<>();
                for (int number = begin; number < Math.min(begin + PAGE, first + count); number++) {
                    triggers.add(trigger(number, at));
                }
                scheduler.scheduleJobs(Map.of(JOB, triggers), true);
            }
        }

        private static Trigger trigger(int number, Instant at) {
            return TriggerBuilder.newTrigger()
                    .withIdentity(String.valueOf(number))
                    .forJob(JOB)
                    .usingJobData("payload", Payload.of(number).json())
                    .startAt(Date.from(at))
                    .withSchedule(SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
                    .build();
        }

        @Override
        public void close() throws SchedulerException {
            scheduler.shutdown(true);
        }
    }

    /** The benchmark's pool, as Quartz wants it. */
    private record Pool(DataSource database) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return database.getConnection();
        }

        @Override
        public void shutdown() {}

        @Override
        public void initialize() {}
    }
}
