package dev.typedqueue.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two processes run jobs on PostgreSQL, and one is killed in the middle: every email is sent all the same. */
@Timeout(400)
class PostgresDemoTest {

    @Test
    void noEmailIsLostWhenAWorkerIsKilled() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();

        PostgresDemo.run(Settings.from(Map.of()), new PrintStream(output, true, StandardCharsets.UTF_8));

        assertThat(output.toString(StandardCharsets.UTF_8))
                .contains("was killed, with what it was doing")
                .contains("All 300 notifications were sent.")
                .contains("\"completed\":300")
                .contains("\"running\":0");
    }
}
