package dev.typedqueue.simulation;

import dev.typedqueue.JobId;
import dev.typedqueue.JobState;
import dev.typedqueue.QueuedJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that has happened in a simulated world. */
sealed interface Event {

    /** What a call has made of a job; null for one that is not there. */
    record Change(@Nullable QueuedJob before, @Nullable QueuedJob after) {

        /** Whether the job has come into this state now. */
        boolean into(JobState state) {
            return after != null && after.state() == state && (before == null || before.state() != state);
        }

        /** Whether the job was in this state and is not any more, or was and is gone. */
        boolean outOf(JobState state) {
            return before != null && before.state() == state && (after == null || after.state() != state);
        }
    }

    /**
     * The store has done what it was asked, whether or not its caller hears of it.
     *
     * @param by the node that asked, or the person
     * @param method a method of {@link dev.typedqueue.spi.StoreSession}; {@code insertIn} and {@code finishIn} are
     *     within a transaction, which {@code commit} ends
     * @param answer what it returns; for a report, which of the reports changed something
     * @param changes the jobs that are not what they were before
     */
    record Called(
            String by,
            String method,
            List<?> arguments,
            @Nullable Object answer,
            Map<JobId, Change> changes) implements Event {

        boolean is(String name) {
            return method.equals(name);
        }

        <T> T argument(int index, Class<T> type) {
            return type.cast(arguments.get(index));
        }

        <T> List<T> arguments(int index, Class<T> type) {
            return all(arguments.get(index), type);
        }

        <T> T answer(Class<T> type) {
            if (answer == null) {
                throw new IllegalStateException(method + " has no answer");
            }
            return type.cast(answer);
        }

        <T> List<T> answers(Class<T> type) {
            return all(answer, type);
        }

        private static <T> List<T> all(@Nullable Object list, Class<T> type) {
            List<T> all = new ArrayList<>();
            if (list instanceof Iterable<?> elements) {
                elements.forEach(each -> all.add(type.cast(each)));
            }
            return all;
        }
    }

    /** The store has thrown something. */
    record Refused(String by, String method, String why, Map<JobId, Change> changes) implements Event {}

    /** The call of {@code add} has returned, and the job, or the one that stands in its way, is acknowledged. */
    record Acknowledged(JobId id) implements Event {}

    /** A handler says that its job is to be deleted. */
    record AskedForDeletion(JobId id, long fencingToken) implements Event {}

    /** A handler begins. */
    record Began(String node, JobId id, long fencingToken) implements Event {}

    /**
     * A handler has ended.
     *
     * @param heeds whether it ends when it is told to
     */
    record Ended(String node, JobId id, long fencingToken, boolean heeds) implements Event {}

    /** A node is no more. */
    record Crashed(String node) implements Event {}

    /** A node stands still. */
    record Paused(String node) implements Event {}

    /** Anything else that befalls the world. */
    record Befell(String what) implements Event {}
}
