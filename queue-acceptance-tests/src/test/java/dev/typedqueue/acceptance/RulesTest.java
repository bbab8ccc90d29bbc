package dev.typedqueue.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.AddResult;
import dev.typedqueue.JobContext;
import dev.typedqueue.JobFilter;
import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.QueuedJob;
import dev.typedqueue.RunDecision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** {@code preflight.on_before_add}, {@code okay_to_run} and {@code requeue_delay_in_seconds}. */
final class RulesTest extends AcceptanceTest {

    private final AtomicBoolean inStock = new AtomicBoolean(true);
    private final Journal<String> placed = new Journal<>();

    private final class Handlers implements Orders {
        @Override
        public void placeOrder(String article, int quantity) {
            placed.write(quantity + " " + article);
        }

        @Override
        public RunDecision whenInStock(PlaceOrderPayload payload, JobContext job) {
            return inStock.get() ? RunDecision.run() : RunDecision.postpone(Duration.ofHours(1));
        }
    }

    @Test
    void preflightOnBeforeAdd() throws Exception {
        QueueRuntime node = start(OrdersQueue.with(new Handlers()));

        AddResult refused = OrdersQueue.add(new PlaceOrderPayload("tea", 101));
        AddResult added = OrdersQueue.add(new PlaceOrderPayload("tea", 100));

        assertThat(refused).isEqualTo(new AddResult.Refused("101 are too many for orders.place_order"));
        assertThat(placed.next()).isEqualTo("100 tea");
        assertThat(node.jobs().list(JobFilter.all())).extracting(QueuedJob::id).containsExactly(added.id());
    }

    @Test
    void whatIsRefusedHoldsUpNoOtherJob() {
        QueueRuntime producer = start();

        List<AddResult> results = OrdersQueue.addAllPlaceOrder(List.of(
                new PlaceOrderPayload("tea", 1), new PlaceOrderPayload("tea", 1_000), new PlaceOrderPayload("tea", 2)));

        assertThat(results)
                .extracting(result -> result instanceof AddResult.Added)
                .containsExactly(true, false, true);
        assertThat(count(producer, OrdersQueue.DEFINITION, JobState.READY)).isEqualTo(2);
    }

    @Test
    void okayToRunWithRequeueDelayInSeconds() throws Exception {
        inStock.set(false);
        QueueRuntime node = start(OrdersQueue.with(new Handlers()));

        JobId id = OrdersQueue.add(new PlaceOrderPayload("tea", 1)).id();

        QueuedJob postponed = awaitState(node, id, JobState.SCHEDULED);
        Instant due = now().plus(Duration.ofHours(1));
        assertThat(postponed.runAt()).isBetween(due, due.plus(tested.clockError()));
        assertThat(postponed.failedAttempts()).isZero();
        assertThat(placed.unread()).isEmpty();

        inStock.set(true);
        time.advance(Duration.ofHours(1));
        passTimeUntilState(node, id, JobState.COMPLETED);
        assertThat(placed.next()).isEqualTo("1 tea");
    }
}
