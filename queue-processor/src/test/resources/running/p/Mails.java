package p;

import dev.typedqueue.AddContext;
import dev.typedqueue.Admission;
import dev.typedqueue.JobContext;
import dev.typedqueue.RunDecision;
import dev.typedqueue.annotation.BeforeAdd;
import dev.typedqueue.annotation.BeforeRun;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.OnExhausted;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retry;
import dev.typedqueue.annotation.Unique;
import java.time.Duration;
import java.util.List;

@Queue(concurrency = 1)
public interface Mails {

    record Address(String name, List<String> aliases) {}

    @Job
    @Unique(by = "to", within = "1h")
    void send(Address to, String text, JobContext job) throws Exception;

    @Job
    @Retry(maxAttempts = 1)
    void fail(Failure payload, JobContext job) throws Exception;

    record Failure(String reason) {}

    @Job
    void clean();

    @BeforeAdd
    static Admission notEmpty(SendPayload payload, AddContext add) {
        return payload.text().isEmpty() ? Admission.refuse("empty") : Admission.admit();
    }

    @BeforeRun
    default RunDecision firstTime(CleanPayload payload, JobContext job) {
        return isTooEarly() ? RunDecision.postpone(Duration.ofMillis(1)) : RunDecision.run();
    }

    boolean[] EARLY = {true};

    private static boolean isTooEarly() {
        boolean early = EARLY[0];
        EARLY[0] = false;
        return early;
    }

    @OnExhausted
    void gaveUp(Failure payload, Throwable cause);
}
