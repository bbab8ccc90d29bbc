package dev.typedqueue;

import java.sql.Connection;
import java.util.Map;
import java.util.Optional;

/**
 * A job that is about to be added, as an {@link AddInterceptor} sees it.
 *
 * <p>Only for the interceptor's call, on its thread.
 */
public interface JobAddition {

    /** How many entries the context of a job may have. */
    int MOST_ENTRIES = 32;

    /** How long the name of an entry may be, in characters. */
    int LONGEST_NAME = 100;

    /** How long the value of an entry may be, in characters. */
    int LONGEST_VALUE = 1_000;

    /** The name of the job's queue. */
    String queue();

    /** The job's name. */
    String job();

    /** The payload. */
    Object payload();

    /** How the job is added, as the caller or an earlier interceptor wants it. */
    AddOptions options();

    /** The caller's connection, if the job is added in its transaction. The interceptor must not end it. */
    Optional<Connection> connection();

    /** The entries of the context so far. */
    Map<String, String> context();

    /**
     * Adds the job in another way than was asked for.
     *
     * @throws IllegalArgumentException if the time is later than the year 9999
     */
    void changeOptions(AddOptions options);

    /**
     * Gives the job an entry of its context, which its attempts see by {@link JobContext#context}. An entry of that
     * name is replaced.
     *
     * @throws IllegalArgumentException if there are more than {@value #MOST_ENTRIES} entries, the name is empty or
     *     longer than {@value #LONGEST_NAME} characters, the value is longer than {@value #LONGEST_VALUE}, or one of
     *     them holds what not every store can keep: a zero character or half a surrogate pair
     */
    void put(String name, String value);
}
