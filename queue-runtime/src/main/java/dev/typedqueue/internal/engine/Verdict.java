package dev.typedqueue.internal.engine;

import java.time.Instant;

/** What a handler said about its attempt. */
sealed interface Verdict {

    record Complete() implements Verdict {}

    record Fail(String reason) implements Verdict {}

    record Requeue(Instant at) implements Verdict {}

    record Delete() implements Verdict {}

    /** Completed in the handler's own transaction, which may be committed or not. */
    record CompleteInTransaction() implements Verdict {}
}
