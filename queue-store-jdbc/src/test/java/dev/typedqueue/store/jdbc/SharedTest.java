package dev.typedqueue.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When what sessions share is open. */
final class SharedTest {

    private final List<String> history = new ArrayList<>();
    private final Shared<String> shared = new Shared<>(
            () -> {
                history.add("opened");
                return "file";
            },
            file -> history.add("closed " + file));

    private Runnable open() {
        return shared.open((file, release) -> release);
    }

    @Test
    void itIsOpenedWithTheFirstSessionAndClosedWithTheLast() {
        Runnable one = open();
        Runnable other = open();
        one.run();
        assertThat(history).containsExactly("opened");

        other.run();

        assertThat(history).containsExactly("opened", "closed file");
    }

    @Test
    void itIsOpenedAgainAfterTheLastSession() {
        open().run();

        open();

        assertThat(history).containsExactly("opened", "closed file", "opened");
    }

    @Test
    void aSessionThatCannotBeMadeKeepsNothingOpen() {
        assertThatThrownBy(() -> shared.open((file, release) -> {
                    throw new IllegalStateException("no session");
                }))
                .hasMessage("no session");

        assertThat(history).containsExactly("opened", "closed file");
    }
}
