package dev.typedqueue.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.simplejavamail.api.email.Email;
import org.simplejavamail.email.EmailBuilder;

/**
 * Writes emails, as HTML and as plain text. The templates escape all that users wrote.
 *
 * <p>Each email has a {@code Message-ID} that follows from what it is about. One that is sent twice has the same, so
 * that a receiver can tell.
 *
 * <p>Safe for use by several threads.
 */
final class EmailComposer {

    private final Settings settings;
    private final Template notificationTemplate = template("notification.html.mustache");
    private final Template digestTemplate = template("digest.html.mustache");

    EmailComposer(Settings settings) {
        this.settings = settings;
    }

    private static Template template(String name) {
        try (InputStream template = Objects.requireNonNull(EmailComposer.class.getResourceAsStream(name))) {
            return Mustache.compiler().escapeHTML(true).compile(new String(template.readAllBytes(), UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The email about one notification. */
    Email notification(Notification notification) {
        Map<String, String> content = Map.of("user", notification.user().value(), "message", notification.message());
        return EmailBuilder.startingBlank()
                .from("Notifications", settings.sender())
                .to(address(notification.user()))
                .fixingMessageId(messageId("notification", notification.id()))
                .withSubject("There is something new for you")
                .withPlainText(notification.message())
                .withHTMLText(notificationTemplate.execute(content))
                .buildEmail();
    }

    /** The email about all of a user's notifications of a day. */
    Email digest(UserId user, LocalDate day, List<Notification> notifications) {
        List<String> messages =
                notifications.stream().map(Notification::message).toList();
        Map<String, Object> content = Map.of("user", user.value(), "day", day.toString(), "messages", messages);
        UUID id = UUID.nameUUIDFromBytes((day + " " + user).getBytes(UTF_8));
        return EmailBuilder.startingBlank()
                .from("Notifications", settings.sender())
                .to(address(user))
                .fixingMessageId(messageId("digest", id))
                .withSubject("What was new for you on " + day)
                .withPlainText("- " + String.join("\n- ", messages))
                .withHTMLText(digestTemplate.execute(content))
                .buildEmail();
    }

    private String messageId(String kind, UUID id) {
        String senderDomain = settings.sender().substring(settings.sender().indexOf('@') + 1);
        return "<" + kind + "-" + id + "@" + senderDomain + ">";
    }

    /**
     * A user's address: the id, in an encoding that leaves only characters that an address may hold, at the users'
     * domain. The mailer checks it.
     */
    private String address(UserId user) {
        return URLEncoder.encode(user.value(), UTF_8) + "@" + settings.mailDomain();
    }
}
