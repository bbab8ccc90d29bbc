package dev.typedqueue.acceptance;

import dev.typedqueue.JobContext;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.RuntimeBuilder;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;

/**
 * A process that has its effects, and adds or completes a job, in one transaction; and that stands still for ever after
 * one of the steps of it.
 *
 * <p>Its arguments are the kind of store, its address, what it does, and the step.
 */
final class Teller implements Deposits {

    static final String STARTED = "started";
    static final String STANDS = "stands still after ";
    static final int AMOUNT = 7;

    /** What it does. */
    enum Role {
        /** It adds a job. */
        ADD,
        /** It runs the jobs that are there, until it is killed. */
        RUN
    }

    /** The steps of a transaction, in order. */
    enum Step {
        EFFECT,
        JOB,
        COMMIT,
        /** It goes on, and does not stand still. */
        NONE
    }

    private final TestedStore store;
    private final String address;
    private final Step last;

    private Teller(TestedStore store, String address, Step last) {
        this.store = store;
        this.address = address;
        this.last = last;
    }

    public static void main(String[] arguments) throws Exception {
        Teller teller = new Teller(TestedStore.valueOf(arguments[0]), arguments[1], Step.valueOf(arguments[3]));
        RuntimeBuilder builder = QueueRuntime.builder().store(teller.store.at(teller.address));
        switch (Role.valueOf(arguments[2])) {
            case ADD -> {
                builder.start();
                teller.transact(connection -> DepositsQueue.in(connection).add(new DepositPayload(AMOUNT)));
            }
            case RUN -> builder.handle(DepositsQueue.with(teller)).start();
        }
        new CountDownLatch(1).await();
    }

    @Override
    public void deposit(int amount, JobContext job) throws Exception {
        System.out.println(STARTED);
        transact(job::completeIn);
    }

    /** What is done to a job in a transaction. */
    private interface JobStep {

        void in(Connection connection) throws SQLException;
    }

    private void transact(JobStep job) throws Exception {
        try (Connection connection = store.begin(address);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO deposit VALUES (" + AMOUNT + ")");
            passed(Step.EFFECT);
            job.in(connection);
            passed(Step.JOB);
            statement.execute("COMMIT");
            passed(Step.COMMIT);
        }
    }

    private void passed(Step step) throws InterruptedException {
        if (step == last) {
            System.out.println(STANDS + step);
            new CountDownLatch(1).await();
        }
    }
}
