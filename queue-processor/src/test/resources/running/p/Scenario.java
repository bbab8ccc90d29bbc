package p;

import dev.typedqueue.AddOptions;
import dev.typedqueue.AddResult;
import dev.typedqueue.JobContext;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.store.memory.MemoryStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

public final class Scenario implements Callable<List<String>> {

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    private final class Handlers implements Mails {

        @Override
        public void send(Address to, String text, JobContext job) {
            events.add("sent " + text + " to " + to + ", attempt " + job.attempt());
        }

        @Override
        public void fail(Failure payload, JobContext job) {
            throw new IllegalStateException(payload.reason());
        }

        @Override
        public void clean() {
            events.add("cleaned");
        }

        @Override
        public void gaveUp(Failure payload, Throwable cause) {
            events.add("gave up " + payload.reason() + ": " + cause.getMessage());
        }
    }

    @Override
    public List<String> call() throws Exception {
        List<String> log = new ArrayList<>();
        Mails.Address to = new Mails.Address("ada", List.of("countess"));
        try (QueueRuntime runtime = QueueRuntime.builder()
                .store(MemoryStore.create())
                .handle(MailsQueue.with(new Handlers()))
                .start()) {
            log.add(kind(MailsQueue.add(new SendPayload(to, "hello"), Instant.now())));
            log.add(next());
            log.add(kind(MailsQueue.add(new SendPayload(to, "hello again"))));
            log.add(kind(MailsQueue.add(new SendPayload(to, ""))));
            log.add(kind(MailsQueue.on(runtime).add(new Mails.Failure("broken"), AddOptions.now().withPriority(3))));
            log.add(next());
            MailsQueue.addAllClean(List.of(new CleanPayload())).forEach(result -> log.add(kind(result)));
            log.add(next());
        }
        return log;
    }

    private static String kind(AddResult result) {
        return result instanceof AddResult.Refused refused
                ? "Refused " + refused.reason()
                : result.getClass().getSimpleName();
    }

    private String next() throws InterruptedException {
        return String.valueOf(events.poll(20, TimeUnit.SECONDS));
    }
}
