package dev.typedqueue.acceptance;

import dev.typedqueue.JobContext;
import dev.typedqueue.QueueRuntime;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * A process that does chores and says so. It goes on when a line is written to it, and ends with its input.
 *
 * <p>Its arguments are the kind of store, its address, the lease and the grace time.
 */
final class ChoreWorker implements Chores {

    static final String READY = "ready";
    static final String TOLD_TO_END = "told to end";
    static final String STARTED = "started ";
    static final String ENDED = "ended ";
    static final int EXITED = 3;

    private final CountDownLatch goOn = new CountDownLatch(1);

    private ChoreWorker() {}

    public static void main(String[] arguments) throws Exception {
        ChoreWorker worker = new ChoreWorker();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        QueueRuntime runtime = QueueRuntime.builder()
                .store(TestedStore.valueOf(arguments[0]).at(arguments[1]))
                .lease(Duration.parse(arguments[2]))
                .graceTime(Duration.parse(arguments[3]))
                .handle(ChoresQueue.with(worker))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(TOLD_TO_END)));
        System.out.println(READY);
        while (input.readLine() != null) {
            worker.goOn.countDown();
        }
        runtime.close();
    }

    @Override
    public void doChore(int number, Length length, JobContext job) throws InterruptedException {
        System.out.println(STARTED + number);
        switch (length) {
            case SHORT -> {}
            case GREEDY -> System.out.println(new long[Integer.MAX_VALUE / 2].length * 64);
            case ENDLESS -> doChore(number, length, job);
            case EXITING -> System.exit(EXITED);
            case DEADLY -> Runtime.getRuntime().halt(EXITED);
            case HELD -> goOn.await();
            case STUBBORN -> {
                awaitStubbornly();
                job.fail("said by the process that was taken for dead");
            }
        }
        System.out.println(ENDED + number);
    }

    private void awaitStubbornly() {
        while (true) {
            try {
                goOn.await();
                return;
            } catch (InterruptedException e) {
                // As a handler that does not listen.
            }
        }
    }
}
