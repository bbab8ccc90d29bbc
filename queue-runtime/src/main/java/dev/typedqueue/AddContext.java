package dev.typedqueue;

import java.sql.Connection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code @BeforeAdd} rule is told about the job that is to be added.
 *
 * @param queue the queue's name
 * @param job the job's name
 * @param options what the caller asked for
 * @param callersConnection the caller's connection, if the job is added in its transaction
 */
public record AddContext(
        String queue,
        String job,
        AddOptions options,
        @Nullable Connection callersConnection) {

    /** The caller's connection, if the job is added in its transaction. The rule must not end it. */
    public Optional<Connection> connection() {
        return Optional.ofNullable(callersConnection);
    }
}
