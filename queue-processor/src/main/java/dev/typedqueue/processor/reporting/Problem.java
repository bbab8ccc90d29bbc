package dev.typedqueue.processor.reporting;

import java.util.Locale;

/**
 * Everything that can be wrong with a declaration. Each text says what is wrong, why it matters, and what to write
 * instead; its tag leads to a section of {@code docs/errors.md}.
 */
public enum Problem {
    QUEUE_NOT_INTERFACE("%s is %s — handlers implement a queue — declare it as an interface"),
    QUEUE_GENERIC("Queue %s has type parameters — a stored job has one payload type — remove them"),
    QUEUE_HIDDEN("Queue %s is %s — generated code in its package could not see it — move it to a file of its own"),
    NAME_INVALID(
            "\"%s\" is not a valid name — it is stored with every job — write lower-case letters, digits, '_', '-' and"
                    + " '.', at most 100 characters, beginning with a letter"),
    CONCURRENCY_RANGE("concurrency is %s — a node has so many slots for the queue — write 1 to 10000"),
    EXTERNAL_SETTING("%s has no effect on an external queue — another service runs it — remove it"),
    METHOD_WITHOUT_JOB(
            "%s has no annotation — each abstract method of a queue is a job or a rule — add @Job, or give it a body"),
    JOB_OUTSIDE_QUEUE("%s is not in a queue — nothing would run it — move it to an interface with @Queue"),
    JOB_NOT_ABSTRACT("Job %s is %s — its handler is the class that implements the queue — declare it without a body"),
    JOB_GENERIC("Job %s has type parameters — a stored job has one payload type — remove them"),
    JOB_OVERLOADED("Two methods are named %s — a job's name is its method's — rename one of them"),
    JOB_NOT_VOID("Job %s returns %s — nobody waits for a result — let it return void"),
    CONTEXT_NOT_LAST(
            "JobContext is not the last parameter of %s — what comes before it is the payload — move it to the end"),
    PAYLOAD_TYPE_TWICE(
            "Jobs %s and %s have the payload %s — add would not know which one is meant — give one of them a record of"
                    + " its own"),
    PAYLOAD_NAME_TAKEN(
            "The payload of job %s would be %s, which exists — one name cannot stand for two records — rename the job, or"
                    + " declare its payload as a record"),
    JOB_NAME_TAKEN(
            "Jobs %s and %s are both stored as \"%s\" — a stored job has one handler — name one of them otherwise"),
    DURATION_INVALID("\"%s\" is not a duration — %s — write a whole number and ms, s, m, h or d, such as %s"),
    CRON_INVALID(
            "\"%s\" is not a cron expression: %s — the job would never run — write five fields, such as \"0 3 * * *\""),
    ZONE_UNKNOWN("\"%s\" is not a time zone — the times would be unknown%s — write a name such as Europe/Berlin"),
    UNKNOWN_JOB("\"%s\" is not a job of %s — the rule would never be asked%s"),
    UNKNOWN_COMPONENT("\"%s\" is not a component of %s — the key could not be made%s"),
    RETRY_RANGE("%s is %s — %s"),
    SCHEDULE_PAYLOAD(
            "Job %s runs on a schedule and takes a payload — nobody would give it one — remove the parameters");

    private final String text;

    Problem(String text) {
        this.text = text;
    }

    /** The tag, by which the documentation is found. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String text(Object... details) {
        return "[TypedQueue:" + tag() + "] " + String.format(text, details);
    }
}
