package dev.typedqueue.example;

/**
 * Identifies a user of the application that the notifications come from.
 *
 * @param value any text that is not blank
 */
public record UserId(String value) {

    /** Checks that there is something to identify a user by. */
    public UserId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a user's id must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
