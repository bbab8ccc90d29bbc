import dev.typedqueue.annotation.Cron;
import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import dev.typedqueue.annotation.Retry;
import dev.typedqueue.annotation.Unique;
import java.util.UUID;

@Queue
interface Greetings {

    @Job
    @Retry(firstDelay = "10 seconds")
    @Unique(by = "userID")
    void sendGreeting(UUID userId, String text);

    @Job
    @Cron("0 25 * * *")
    void deleteOldGreetings();
}
