package dev.typedqueue.example;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An in-app notification, and what has become of the email about it.
 *
 * @param id its id
 * @param user whom it is for
 * @param message what it says, as plain text
 * @param createdAt when it was created
 * @param emailedAt when it was sent by email, or null
 * @param emailError why it could not be sent by email, once all attempts have failed, or null
 */
record Notification(
        UUID id,
        UserId user,
        String message,
        Instant createdAt,
        @Nullable Instant emailedAt,
        @Nullable String emailError) {

    /** A notification of which no email has been sent yet. */
    static Notification create(UserId user, String message, Instant now) {
        return new Notification(UUID.randomUUID(), user, message, now, null, null);
    }
}
