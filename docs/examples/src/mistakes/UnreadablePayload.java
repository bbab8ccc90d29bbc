import dev.typedqueue.annotation.Job;
import dev.typedqueue.annotation.Queue;
import java.util.List;

@Queue
interface UnreadablePayload {

    record Order(String number, Thread owner) {}

    @Job
    void ship(List<Order> orders);
}
