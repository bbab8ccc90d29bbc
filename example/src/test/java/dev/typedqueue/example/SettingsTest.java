package dev.typedqueue.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.typedqueue.example.DatabaseAddress.PostgresUrl;
import dev.typedqueue.example.DatabaseAddress.SqliteFile;
import dev.typedqueue.example.Settings.MailServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    @Test
    void nothingHasToBeSet() {
        assertThat(Settings.from(Map.of()))
                .isEqualTo(new Settings(
                        8080,
                        new SqliteFile(Path.of("notifications.db")),
                        null,
                        "users.example.com",
                        "notifications@example.com"));
    }

    @Test
    void everythingCanBeSet() {
        Map<String, String> environment = Map.of(
                "HTTP_PORT", "9090",
                "DATABASE", "/var/lib/notifications.db",
                "SMTP_HOST", "mail.example.org",
                "SMTP_PORT", "587",
                "SMTP_USER", "ada",
                "SMTP_PASSWORD", "secret",
                "MAIL_DOMAIN", "example.org",
                "MAIL_FROM", "news@example.org");

        assertThat(Settings.from(environment))
                .isEqualTo(new Settings(
                        9090,
                        new SqliteFile(Path.of("/var/lib/notifications.db")),
                        new MailServer("mail.example.org", 587, "ada", "secret"),
                        "example.org",
                        "news@example.org"));
    }

    @Test
    void theDatabaseCanBePostgres() {
        DatabaseAddress database = Settings.from(
                        Map.of("DATABASE", "jdbc:postgresql://db/app?user=ada&password=secret"))
                .database();

        assertThat(database).isEqualTo(new PostgresUrl("jdbc:postgresql://db/app?user=ada&password=secret"));
        assertThat(database).hasToString("jdbc:postgresql://db/app");
    }

    @Test
    void aMailServerNeedsNoMoreThanAHost() {
        assertThat(Settings.from(Map.of("SMTP_HOST", "mail.example.org")).mailServer())
                .isEqualTo(MailServer.at("mail.example.org", 25));
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(new MailServer("mail.example.org", 587, "ada", "secret").toString())
                .isEqualTo("mail.example.org:587");
    }

    @ParameterizedTest
    @CsvSource({"HTTP_PORT, http", "HTTP_PORT, 65536", "HTTP_PORT, -1", "SMTP_PORT, 0"})
    void aPortThatIsNoneIsRefused(String name, String value) {
        assertThatThrownBy(() -> Settings.from(Map.of("SMTP_HOST", "mail.example.org", name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name)
                .hasMessageContaining("\"" + value + "\"");
    }
}
