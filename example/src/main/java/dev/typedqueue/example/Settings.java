package dev.typedqueue.example;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What can be set from outside, through environment variables.
 *
 * @param httpPort {@code HTTP_PORT}: where the server listens, 0 for any free port; 8080 by default
 * @param database {@code DATABASE}: a SQLite file, or the address of a PostgreSQL database, {@code jdbc:postgresql:…};
 *     {@code notifications.db} in the working directory by default
 * @param mailServer {@code SMTP_HOST} and what belongs to it; null for the embedded mail server
 * @param mailDomain {@code MAIL_DOMAIN}: the domain of the users' addresses; {@code users.example.com} by default
 * @param sender {@code MAIL_FROM}: the address that emails come from; {@code notifications@example.com} by default
 */
record Settings(
        int httpPort, DatabaseAddress database, @Nullable MailServer mailServer, String mailDomain, String sender) {

    /**
     * A mail server that takes emails by SMTP.
     *
     * @param host {@code SMTP_HOST}
     * @param port {@code SMTP_PORT}; 25 by default, and 465 means TLS from the first byte
     * @param user {@code SMTP_USER}, or null for a server that wants no login; with one, TLS is a must
     * @param password {@code SMTP_PASSWORD}, or null
     */
    record MailServer(
            String host,
            int port,
            @Nullable String user,
            @Nullable String password) {

        /** A server that wants no login. */
        static MailServer at(String host, int port) {
            return new MailServer(host, port, null, null);
        }

        /** The server's place, without the password. */
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * Reads the settings.
     *
     * @throws IllegalArgumentException if one is not valid; the message names it
     */
    static Settings from(Map<String, String> environment) {
        return new Settings(
                port(environment, "HTTP_PORT", 0, 8080),
                DatabaseAddress.parse(text(environment, "DATABASE").orElse("notifications.db")),
                text(environment, "SMTP_HOST")
                        .map(host -> mailServer(host, environment))
                        .orElse(null),
                text(environment, "MAIL_DOMAIN").orElse("users.example.com"),
                text(environment, "MAIL_FROM").orElse("notifications@example.com"));
    }

    private static MailServer mailServer(String host, Map<String, String> environment) {
        return new MailServer(
                host,
                port(environment, "SMTP_PORT", 1, 25),
                text(environment, "SMTP_USER").orElse(null),
                text(environment, "SMTP_PASSWORD").orElse(null));
    }

    private static Optional<String> text(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    private static int port(Map<String, String> environment, String name, int least, int otherwise) {
        Optional<String> text = text(environment, name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int port = Integer.parseInt(text.get());
            if (port >= least && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // the same answer as for a number out of range
        }
        throw new IllegalArgumentException(
                name + " must be a port, " + least + " to 65535, but is \"" + text.get() + "\"");
    }

    /** These settings, with another database and HTTP port. */
    Settings with(DatabaseAddress database, int httpPort) {
        return new Settings(httpPort, database, mailServer, mailDomain, sender);
    }

    /** These settings, with another mail server. */
    Settings with(MailServer mailServer) {
        return new Settings(httpPort, database, mailServer, mailDomain, sender);
    }
}
