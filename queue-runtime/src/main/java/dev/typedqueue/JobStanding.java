package dev.typedqueue;

import dev.typedqueue.spi.Blockage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Why a job runs or does not run: the answer of {@link JobOperations#why}. Each prints as a sentence. */
public sealed interface JobStanding {

    /** There is no such job, or no more. */
    record NotKnown(JobId id) implements JobStanding {
        @Override
        public String toString() {
            return "No store of this runtime knows job " + id + ": it was deleted, or never added.";
        }
    }

    /**
     * It has finished.
     *
     * @param state how
     * @param at when
     * @param note the last error, or null
     */
    record Finished(
            JobState state, @Nullable Instant at, @Nullable String note) implements JobStanding {
        @Override
        public String toString() {
            return "It is " + state + " since " + at + (note == null ? "." : ": " + note);
        }
    }

    /**
     * It runs.
     *
     * @param node where
     * @param since since when
     * @param attempt which attempt this is, from 1
     */
    record Running(@Nullable String node, @Nullable Instant since, int attempt) implements JobStanding {
        @Override
        public String toString() {
            return "It runs on " + node + " since " + since + ", in attempt " + attempt + ".";
        }
    }

    /**
     * Its time has not come.
     *
     * @param at when it is due
     * @param failedAttempts how many attempts have failed
     * @param note the last error, or null
     */
    record NotDue(Instant at, int failedAttempts, @Nullable String note) implements JobStanding {
        @Override
        public String toString() {
            return "It is not due before " + at
                    + (failedAttempts == 0 ? "." : ", after " + failedAttempts + " failed attempts: " + note);
        }
    }

    /**
     * It is paused, or its queue is, or all are.
     *
     * @param queue the queue, or {@code *} for all
     * @param job the job, or null if its queue is paused
     * @param by who paused it
     * @param since since when
     */
    record Paused(String queue, @Nullable String job, String by, Instant since) implements JobStanding {
        @Override
        public String toString() {
            return what() + " paused by " + by + " since " + since + ".";
        }

        private String what() {
            if (job != null) {
                return "Job \"" + job + "\" of queue \"" + queue + "\" is";
            }
            return queue.equals("*") ? "All queues are" : "Queue \"" + queue + "\" is";
        }
    }

    /**
     * It is parked.
     *
     * @param note why: no live node knows it, or can read its payload
     */
    record Parked(@Nullable String note) implements JobStanding {
        @Override
        public String toString() {
            return "It is parked: " + note;
        }
    }

    /** No live node has handlers for its queue. */
    record NoNodeForQueue(String queue) implements JobStanding {
        @Override
        public String toString() {
            return "No live node has handlers for queue \"" + queue + "\".";
        }
    }

    /** Live nodes have handlers for its queue, and none knows the job in this version. */
    record NoNodeForJob(String job, int version) implements JobStanding {
        @Override
        public String toString() {
            return "No live node knows job \"" + job + "\" in version " + version + ".";
        }
    }

    /**
     * It is due, and a limit or the order of its key holds it back.
     *
     * @param blockage the gate, how many are ahead of it there, and who was let through
     */
    record Blocked(Blockage blockage) implements JobStanding {
        @Override
        public String toString() {
            String key = blockage.gate().key();
            return "It is blocked by limit \"" + blockage.gate().limit() + "\""
                    + (key.isEmpty() ? "" : " for key " + key)
                    + ": " + blockage.ahead() + " jobs are ahead of it"
                    + (blockage.holders().isEmpty()
                            ? "."
                            : ", and these were let through: " + blockage.holders() + ".");
        }
    }

    /** It is ready: it waits for a free slot, or its queue is halted on the nodes that could run it. */
    record Ready(String queue) implements JobStanding {
        @Override
        public String toString() {
            return "It waits for a free slot of queue \"" + queue + "\", unless the queue is halted on its nodes.";
        }
    }
}
