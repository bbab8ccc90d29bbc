package dev.typedqueue.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.typedqueue.example.DatabaseAddress.SqliteFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a notification through the whole server, to the mail server. */
class DeliveryTest {

    private static ExampleServer server;
    private static ApiClient api;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = ExampleServer.start(
                Settings.from(Map.of()).with(new SqliteFile(directory.resolve("notifications.db")), 0));
        api = new ApiClient(server.address());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aNotificationIsSentByEmail() throws Exception {
        String path = api.createAndAwaitEmail("ada", "Tea <now>");

        assertThat(emailsAbout(path))
                .singleElement()
                .satisfies(email -> assertThat(email)
                        .contains("\r\nTo: ada@users.example.com\r\n")
                        .contains("Tea &lt;now&gt;"));
        assertThat(Instant.parse(api.get(path).body().get("emailed_at").stringValue()))
                .isBefore(Instant.now());
        assertThat(api.get(path).body().get("email_error").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"Zoë Müller, Zo%C3%AB+M%C3%BCller", "'ada@b.org, bo', ada%40b.org%2C+bo", "*, *"})
    void anyUserIdThatFitsIntoAnAddressIsDeliverable(String user, String localPart) throws Exception {
        String path = api.createAndAwaitEmail(user, "Hi");

        assertThat(emailsAbout(path))
                .singleElement()
                .satisfies(email -> assertThat(email).contains("\r\nTo: " + localPart + "@users.example.com\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".ada.",
                "ada..b",
                "ada\r\nBcc: all",
                "a-local-part-has-sixty-four-characters-at-most-and-this-one-is-longer"
            })
    void whyAnEmailCannotBeSentIsKeptWithItsNotification(String user) throws Exception {
        String path = api.create(user, "Hi");
        await().until(() -> api.get(path).body().get("email_error").isString());

        assertThat(api.get(path).body().get("email_error").stringValue()).contains("@users.example.com");
        assertThat(api.get(path).body().get("emailed_at").isNull()).isTrue();
        assertThat(emailsAbout(path)).isEmpty();
    }

    @Test
    void aDigestHoldsAllNotificationsOfItsDay() throws Exception {
        api.create("grace", "First of the day");
        String last = api.create("grace", "Second of the day");
        api.create("ada", "Not for Grace");
        Instant createdAt = Instant.parse(api.get(last).body().get("created_at").stringValue());

        NotificationsQueue.add(new SendDigestPayload(new UserId("grace"), NotificationJobs.dayOf(createdAt)));
        await().until(() -> !emailsWith("Message-ID: <digest-").isEmpty());

        assertThat(emailsWith("Message-ID: <digest-"))
                .singleElement()
                .satisfies(email -> assertThat(email)
                        .contains("\r\nTo: grace@users.example.com\r\n")
                        .containsSubsequence("First of the day", "Second of the day")
                        .doesNotContain("Not for Grace"));
    }

    private static List<String> emailsAbout(String path) {
        return emailsWith("Message-ID: <notification-" + path.substring("/notifications/".length()) + "@");
    }

    private static List<String> emailsWith(String header) {
        return server.embeddedMailServer().orElseThrow().received().stream()
                .filter(email -> email.contains(header))
                .toList();
    }
}
