package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.definition.PayloadType;
import dev.typedqueue.definition.QueueDefinition;
import dev.typedqueue.internal.payload.JacksonCodec;
import dev.typedqueue.spi.QueueProvider;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the processor accepts as a payload is written and read back as it was.
 *
 * <p>Seeds are taken from {@code -Dproperty.seed}, or else are the same each time; {@code -Dproperty.payloads} says how
 * many values of each payload are tried.
 */
final class RandomPayloadsTest {

    private static final long SEED = Long.getLong("property.seed", 1);
    private static final int JOBS = 100;
    private static final int VALUES = Integer.getInteger("property.payloads", 20);
    private static final JacksonCodec CODEC = new JacksonCodec();

    @TempDir
    Path directory;

    @Test
    void anyDeclaredPayloadIsWrittenAndReadBackAsItWas() throws IOException {
        Workspace workspace = new Workspace(directory);
        new RandomPayloads(new Random(SEED), JOBS).writeTo(workspace);
        workspace.compile();

        try (URLClassLoader classes = workspace.load()) {
            QueueDefinition queue = ServiceLoader.load(QueueProvider.class, classes)
                    .findFirst()
                    .orElseThrow()
                    .queue();
            assertThat(queue.jobs()).hasSize(JOBS);
            queue.jobs().forEach(job -> check(job.payloadType()));
        }
    }

    private static <P> void check(PayloadType<P> type) {
        @SuppressWarnings("unchecked") // a payload that the processor generates is no generic type
        Class<P> payloadClass = (Class<P>) type.type();
        for (long seed = SEED; seed < SEED + VALUES; seed++) {
            P payload = new RandomValues(new Random(seed)).payload(payloadClass);

            String json = CODEC.write(payload, type);

            P read = CODEC.read(json, type);
            assertThat(RandomValues.areEqual(read, payload))
                    .as("-Dproperty.seed=%s: %s\nwritten %s\nas %s\nread %s", seed, type, payload, json, read)
                    .isTrue();
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(json))
                    .as("a store can keep %s", json)
                    .isTrue();
        }
    }
}
