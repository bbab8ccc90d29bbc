package dev.typedqueue.example;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes notifications. Every method works on its caller's connection, and so in its caller's transaction.
 *
 * <p>Safe for use by several threads.
 */
final class NotificationRepository {

    /** Adds a new notification. */
    void insert(Connection connection, Notification notification) throws SQLException {
        String sql = "insert into notification (id, user_id, message, created_at) values (?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, notification.id().toString());
            statement.setString(2, notification.user().value());
            statement.setString(3, notification.message());
            statement.setLong(4, notification.createdAt().toEpochMilli());
            statement.executeUpdate();
        }
    }

    /** The notification with that id, if there is one. */
    Optional<Notification> find(Connection connection, UUID id) throws SQLException {
        String sql = "select * from notification where id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, id.toString());
            return readAll(statement).stream().findFirst();
        }
    }

    /** A user's notifications of a time, the earliest first. */
    List<Notification> findByUser(Connection connection, UserId user, Instant from, Instant until) throws SQLException {
        String sql = "select * from notification where created_at >= ? and created_at < ? and user_id = ?"
                + " order by created_at, id";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, from.toEpochMilli());
            statement.setLong(2, until.toEpochMilli());
            statement.setString(3, user.value());
            return readAll(statement);
        }
    }

    /** The users to whom notifications of a time are addressed. */
    List<UserId> findUsers(Connection connection, Instant from, Instant until) throws SQLException {
        String sql = "select distinct user_id from notification where created_at >= ? and created_at < ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, from.toEpochMilli());
            statement.setLong(2, until.toEpochMilli());
            try (ResultSet rows = statement.executeQuery()) {
                List<UserId> users = new ArrayList<>();
                while (rows.next()) {
                    users.add(new UserId(rows.getString("user_id")));
                }
                return users;
            }
        }
    }

    /** Keeps that the email has been sent. */
    void markEmailed(Connection connection, UUID id, Instant at) throws SQLException {
        String sql = "update notification set emailed_at = ?, email_error = null where id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, at.toEpochMilli());
            statement.setString(2, id.toString());
            statement.executeUpdate();
        }
    }

    /** Keeps why the email could not be sent. */
    void markUndelivered(Connection connection, UUID id, String error) throws SQLException {
        String sql = "update notification set email_error = ? where id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, error);
            statement.setString(2, id.toString());
            statement.executeUpdate();
        }
    }

    /** Deletes the notifications from before a time, and says how many there were. */
    int deleteBefore(Connection connection, Instant time) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("delete from notification where created_at < ?")) {
            statement.setLong(1, time.toEpochMilli());
            return statement.executeUpdate();
        }
    }

    private static List<Notification> readAll(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            List<Notification> notifications = new ArrayList<>();
            while (rows.next()) {
                notifications.add(read(rows));
            }
            return notifications;
        }
    }

    private static Notification read(ResultSet row) throws SQLException {
        return new Notification(
                UUID.fromString(row.getString("id")),
                new UserId(row.getString("user_id")),
                row.getString("message"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                readTime(row, "emailed_at"),
                row.getString("email_error"));
    }

    private static @Nullable Instant readTime(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }
}
