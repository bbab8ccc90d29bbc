package dev.typedqueue.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What threads did to a counter, and what each was told. It is linearizable if there is an order in which one thread
 * could have done all of it, and in which nobody comes before one who had his answer before he asked. For a counter
 * that order is known: it is that of the answers.
 */
final class CounterHistory {

    /** From when to when somebody waited, by a monotonic clock, and what he was told. */
    record Call(long asked, long answered, long value) {}

    private final List<Call> increments = new ArrayList<>();
    private final List<Call> reads = new ArrayList<>();

    synchronized void incremented(long asked, long answered, long value) {
        increments.add(new Call(asked, answered, value));
    }

    synchronized void read(long asked, long answered, long value) {
        reads.add(new Call(asked, answered, value));
    }

    /** Fails if no order explains it. */
    synchronized void requireLinearizable() {
        increments.sort(Comparator.comparingLong(Call::value));
        assertThat(increments.stream().map(Call::value))
                .as("each increment counts once, and what failed not at all")
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, increments.size()).boxed().toList());
        long lastAsked = Long.MIN_VALUE;
        for (Call call : increments) {
            lastAsked = Math.max(lastAsked, call.asked());
            assertThat(call.answered())
                    .as("%s comes after one who asked when it had its answer", call)
                    .isGreaterThanOrEqualTo(lastAsked);
        }
        for (Call read : reads) {
            for (Call increment : increments) {
                boolean isSeen = increment.value() <= read.value();
                assertThat(isSeen ? increment.asked() <= read.answered() : increment.answered() >= read.asked())
                        .as("%s sees what was committed before it, and nothing from after it: %s", read, increment)
                        .isTrue();
            }
        }
    }
}
