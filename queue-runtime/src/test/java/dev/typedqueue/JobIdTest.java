package dev.typedqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JobIdTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00.123Z");

    @Test
    void idsGrowInTheOrderInWhichTheyAreMade() {
        List<JobId> ids = Stream.generate(() -> JobId.next(NOW)).limit(100_000).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void idsGrowWhenTheClockIsSetBackToo() {
        JobId before = JobId.next(NOW);
        assertThat(JobId.next(NOW.minusSeconds(3_600))).isGreaterThan(before);
    }

    @Test
    void idsThatAreMadeByManyThreadsAreDifferent() {
        List<JobId> ids = IntStream.range(0, 100_000)
                .parallel()
                .mapToObj(i -> JobId.next(NOW))
                .toList();
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void anIdIsAUuidOfVersion7() {
        JobId id = JobId.next(NOW);
        assertThat(id.value().version()).isEqualTo(7);
        assertThat(id.value().variant()).isEqualTo(2);
        assertThat(id.value().getMostSignificantBits() >>> 16).isGreaterThanOrEqualTo(NOW.toEpochMilli());
    }

    @Test
    void anIdLiesInItsSlot() {
        for (int slot = 0; slot < JobId.SLOTS; slot++) {
            assertThat(JobId.next(NOW, slot).slot()).isEqualTo(slot);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JobId.next(NOW, 256))
                .withMessage("slot must be 0 to 255, but is 256");
    }

    @Test
    void textAndBytesSortAsTheIdsDoAndCanBeReadBack() {
        List<JobId> ids = Stream.generate(() -> JobId.next(NOW)).limit(1_000).toList();
        assertThat(ids).allSatisfy(id -> {
            assertThat(JobId.parse(id.toString())).isEqualTo(id);
            assertThat(JobId.fromBytes(id.toBytes())).isEqualTo(id);
        });
        assertThat(ids.stream().map(JobId::toString)).isSorted();
        assertThat(ids.stream().map(JobId::toBytes)).isSortedAccordingTo(Arrays::compareUnsigned);
    }
}
