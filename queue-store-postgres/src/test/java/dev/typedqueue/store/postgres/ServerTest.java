package dev.typedqueue.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.typedqueue.StoreException;
import dev.typedqueue.spi.StoreSession;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;

/** What the store says of the server that it meets. */
@Timeout(120)
final class ServerTest {

    private final String schema = TestServer.newSchema();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Server.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.WARN);
        logger.setAdditive(false);
        logger.addAppender(log);
    }

    @AfterEach
    void drop() {
        logger.detachAppender(log);
        logger.setAdditive(true);
        logger.setLevel(null);
        TestServer.drop(schema);
    }

    private List<String> warningsOf(String setting) {
        return log.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(setting))
                .toList();
    }

    private PostgresStore store(String setting) {
        PGSimpleDataSource dataSource = TestServer.dataSource();
        dataSource.setOptions("-c " + setting);
        return PostgresStore.using(dataSource).withSchema(schema).withoutNotifications();
    }

    @Test
    void aServerThatConfirmsBeforeTheDiskHasItIsWarnedOfOnce() {
        PostgresStore store = store("synchronous_commit=off");
        try (StoreSession one = store.open("one");
                StoreSession other = store.open("other")) {
            assertThat(one.counts()).isEqualTo(other.counts());
        }

        assertThat(warningsOf("synchronous_commit"))
                .singleElement()
                .asString()
                .contains("synchronous_commit is off")
                .contains(schema)
                .contains("client") // by whom
                .contains("lose jobs")
                .contains("docs/postgres.md");
    }

    @Test
    void aServerThatWaitsForTheDiskIsNotWarnedOf() {
        store("synchronous_commit=on").open("one").close();

        assertThat(warningsOf("synchronous_commit")).isEmpty();
    }

    @Test
    void aServerThatNeverWaitsForTheDiskIsWarnedOf() {
        boolean waits = TestServer.exists("SELECT WHERE current_setting('fsync') = 'on'");

        store("synchronous_commit=on").open("one").close();

        assertThat(warningsOf("fsync is off")).hasSize(waits ? 0 : 1);
    }

    @Test
    void aServerThatIsTooOldIsRefusedByItsVersion() {
        Server old = new Server(140_019, "14.19", List.of());

        assertThatThrownBy(() -> old.requireSupported("the store"))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.isPassing()).isFalse())
                .hasMessageContaining("PostgreSQL 14.19")
                .hasMessageContaining("15 or newer");
        new Server(150_000, "15.0", List.of()).requireSupported("the store");
    }
}
