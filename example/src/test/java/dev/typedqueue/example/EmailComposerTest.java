package dev.typedqueue.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.simplejavamail.api.email.Email;

class EmailComposerTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final EmailComposer composer = new EmailComposer(Settings.from(Map.of()));

    @Test
    void whatUsersWroteIsEscapedInHtml() {
        Email email = composer.notification(notification("<i>ada</i>", "<script>alert('&')</script>\"x\""));

        assertThat(email.getHTMLText())
                .contains("Hello &lt;i&gt;ada&lt;/i&gt;,")
                .contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;&quot;x&quot;")
                .doesNotContain("<script>", "<i>");
    }

    @Test
    void aDigestEscapesEachMessage() {
        Email email = composer.digest(
                new UserId("ada"),
                LocalDate.parse("2026-11-24"),
                List.of(notification("ada", "1 < 2"), notification("ada", "<img src=x>")));

        assertThat(email.getHTMLText())
                .contains("1 &lt; 2")
                .contains("&lt;img src")
                .contains("2026-11-24");
        assertThat(email.getHTMLText()).doesNotContain("<img");
    }

    @Test
    void thePlainTextSaysWhatTheUserWrote() {
        Email email = composer.notification(notification("ada", "1 < 2 & {{user}}"));

        assertThat(email.getPlainText()).isEqualTo("1 < 2 & {{user}}");
    }

    @Test
    void anEmailThatIsSentTwiceHasTheSameMessageId() {
        Notification notification = notification("ada", "Hi");

        assertThat(composer.notification(notification).getId())
                .isEqualTo(composer.notification(notification).getId())
                .isEqualTo("<notification-" + notification.id() + "@example.com>");
    }

    @Test
    void theDigestsOfDifferentUsersAndDaysHaveDifferentMessageIds() {
        assertThat(List.of(
                        digestId("ada", "2026-11-24"), digestId("ada", "2026-11-25"), digestId("grace", "2026-11-24")))
                .doesNotHaveDuplicates();
        assertThat(digestId("ada", "2026-11-24")).isEqualTo(digestId("ada", "2026-11-24"));
    }

    @ParameterizedTest
    @CsvSource({
        "ada,                 ada@users.example.com",
        "Zoë Müller,          Zo%C3%AB+M%C3%BCller@users.example.com",
        "'a@b, c@d',          a%40b%2C+c%40d@users.example.com",
        "'x\r\nBcc: all@b',   x%0D%0ABcc%3A+all%40b@users.example.com"
    })
    void anyUserIdBecomesOneAddressOfTheUsersDomain(String user, String address) {
        Email email = composer.notification(notification(user, "Hi"));

        assertThat(email.getRecipients())
                .singleElement()
                .satisfies(recipient -> assertThat(recipient.getAddress()).isEqualTo(address));
    }

    private String digestId(String user, String day) {
        return Objects.requireNonNull(
                composer.digest(new UserId(user), LocalDate.parse(day), List.of(notification(user, "Hi")))
                        .getId());
    }

    private static Notification notification(String user, String message) {
        return Notification.create(new UserId(user), message, NOON);
    }
}
