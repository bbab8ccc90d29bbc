package dev.typedqueue.processor.reporting;

import java.util.Locale;

/**
 * Everything that can be wrong with a declaration. Each text says what is wrong, why it matters, and what to write
 * instead, in plain ASCII, since a build's console may know no more. Its tag leads to a section of
 * {@code docs/errors.md}.
 */
public enum Problem {

    // The interface
    QUEUE_NOT_INTERFACE("%s is %s. The class that does a queue's jobs implements it. Declare it as an interface."),
    QUEUE_PRIVATE("%s is private. The generated class could not see it. Make it package-private or public."),
    QUEUE_GENERIC("%s has type parameters. A stored job has one payload type. Remove them."),
    QUEUE_WITHOUT_JOBS("%s declares no job. There would be nothing to add. Declare a method with @Job."),
    QUEUE_INHERITED_METHOD(
            "%s inherits the abstract method %s of %s. It is neither a job nor a rule of this queue. Declare it here with"
                    + " @Job, or give it a body."),
    QUEUE_NAME_TAKEN(
            "The queues %s and %s are both stored as \"%s\". Each would take the other's jobs. Give one of them another"
                    + " name: @Queue(name = \"...\")."),
    FACADE_NAME_TAKEN(
            "The class %s would be generated for %s, but there is one already. A package has one class of a name. Rename one"
                    + " of the two."),
    NAME_INVALID(
            "\"%s\" is not a valid name. It is stored with every job, and typed by those who operate the queue. Write"
                    + " lower-case letters, digits, '_', '-' and '.', at most 100 characters, beginning with a letter. %s"),
    NAME_TWICE("\"%s\" is named twice. A job answers to each of its names once. Remove one of them."),
    CONCURRENCY_RANGE(
            "The concurrency is %s. It is how many jobs one node runs at the same time. Write a number from 1 to 10000."),
    EXTERNAL_NO_EFFECT(
            "%s has no effect on %s. It is an external queue, and the service that runs it decides. Remove it, or remove"
                    + " external = true."),
    MISSING_RUNTIME(
            "%s cannot see TypedQueue's runtime. The generated class needs it. Add the dependency queue-runtime, and in a"
                    + " named module \"requires dev.typedqueue.runtime\"."),
    MODULE_PROVIDES(
            "Module %s does not provide the queue %s. In a named module META-INF/services is not read, and the runtime would"
                    + " not know the queue. Write in module-info.java: provides dev.typedqueue.spi.QueueProvider with"
                    + " %s;"),
    TYPE_MISSING(
            "Nothing is generated for %s, since it uses types that do not exist: %s. The generated code would not compile"
                    + " either. Declare or import them, or see why another annotation processor does not make them."),

    // Jobs
    METHOD_WITHOUT_JOB(
            "%s is neither a job nor a rule. It would never be called. Annotate it with @Job, or give it a body."),
    OUTSIDE_QUEUE("@%s on %s has no effect. Jobs and rules belong to a queue. Declare it in an interface with @Queue."),
    WITHOUT_JOB("@%s on %s has no effect. It says something about a job, and this is none. Add @Job, or remove it."),
    JOB_AND_RULE("%s is a job and has @%s. A method is the one or the other. Remove one of the two annotations."),
    JOB_NOT_ABSTRACT(
            "The job %s is %s. The class that implements %s does its work. Declare it without a body and modifiers."),
    JOB_GENERIC("The job %s has type parameters. A stored job has one payload type. Remove them."),
    JOB_OVERLOADED("There are two jobs %s. Rules refer to a job by its method's name. Rename one of them."),
    JOB_RESULT(
            "The job %s returns %s. Nobody waits for the result of a job. Let it return void, and store the result or add"
                    + " another job."),
    JOB_THROWS(
            "The job %s throws more than an Exception. What is no Exception is no failure that could be retried. Declare"
                    + " \"throws Exception\"."),
    JOB_NAME_TAKEN(
            "The jobs %s and %s both answer to the stored name \"%s\"%s. A stored job has one handler. Give one of them"
                    + " another name: @Job(name = \"...\")."),
    JOB_CONSTANT_TAKEN(
            "The job %s would be the constant %s of %s, which stands for %s. A class has one constant of a name. Rename the"
                    + " method; the stored name can stay: @Job(name = \"%s\")."),
    JOB_BULK_TAKEN(
            "The jobs %s and %s would both be added by %s(Collection) of %s. A class has one such method. Rename one of the"
                    + " two; its stored name can stay: @Job(name = \"%s\")."),
    CONTEXT_TWICE("The job %s takes two JobContexts. An attempt has one. Remove one of them."),
    CONTEXT_NOT_LAST(
            "JobContext is not the last parameter of the job %s. What stands before it is the payload. Move it to the"
                    + " end."),
    VERSION_RANGE("The version is %s. Versions are counted from 1. Write 1 or more."),
    VERSION_NOT_OLDER(
            "alsoReads names %s, and the job's version is %s. It lists older versions. Write numbers from 1 to %s, or raise"
                    + " the version."),
    VERSION_TWICE("alsoReads names %s twice. Once is enough. Remove one of them."),
    TAG_INVALID(
            "%s is not a tag. People find jobs by typing it. Write 1 to 100 characters that are not all blank, without"
                    + " control characters."),
    TAG_TWICE("The tag \"%s\" is named twice. A job has it or not. Remove one of them."),
    TAGS_TOO_MANY(
            "The job %s has %s tags. Each takes room with every job. Write at most 20, and keep what tells single jobs apart"
                    + " in the payload."),

    // Payloads
    PAYLOAD_TAKEN(
            "The jobs %s and %s have the same payload type %s. add(%s) could not tell which of the two is meant. Give one of"
                    + " them a record of its own, or a second parameter."),
    PAYLOAD_NAME_TAKEN(
            "The record %s would be generated for the job %s, but %s. A package has one class of a name. Rename the job, or"
                    + " declare its payload as a record."),
    PAYLOAD_HIDDEN(
            "%s in the payload of the job %s is %s, and %s is %s. Whoever adds jobs has to see what they are made of. Make"
                    + " it %s."),
    PAYLOAD_NOT_JSON(
            "%s of the job %s has the type %s, which %s. A job is stored as JSON and read back, perhaps by another process."
                    + " %s"),
    PAYLOAD_COMPONENT_NAME(
            "The parameter %s of the job %s cannot be a component of a record. Every object has a method of that name."
                    + " Rename it."),

    // Schedules
    DURATION_INVALID(
            "\"%s\" is not a duration. The compiler cannot tell how long is meant. Write a whole number and ms, s, m, h or"
                    + " d, at most a hundred years%s. %s"),
    CRON_INVALID("\"%s\" is not a cron expression: %s. The job would never run. %s"),
    CRON_NEVER("\"%s\" never comes: %s. The job would never run. Write a day that exists."),
    ZONE_UNKNOWN("\"%s\" is not a time zone. The times of the schedule would be unknown. %s"),
    EVERY_TOO_SHORT(
            "The period is %s. Schedules are looked at once a second. Write 1s or more, or let the job do several rounds."),
    JITTER_RANGE("The jitter is %s. %s Write %s, or leave it out."),
    SCHEDULE_TIMES(
            "The job %s runs next at %s. That is what its schedule means. If it is not what you mean, change the expression"
                    + " or the zone."),
    SCHEDULE_CLOCK("On %s the clock of %s %s. The job %s runs %s. If that does harm, choose a time that the clock shows"
            + " once, or the zone UTC."),
    MISSED_RANGE("mostMissed is %s. It says for how many missed times jobs are added. Write a number from 1 to 1000."),
    MISSED_NOT_ALL(
            "mostMissed is written without missed = MissedRuns.ALL. The number would have no effect: no other rule adds a"
                    + " job for each missed time. Write missed = MissedRuns.ALL, or leave the number out."),
    MISSED_FROM_END(
            "missed is written with from = Every.From.END. There are no missed times to make up for: the next time is counted"
                    + " from the end of the last job. Remove missed, or from."),
    SCHEDULE_PAYLOAD(
            "The job %s is added by its schedule and takes a payload. Nobody would be there to give it one. Remove its"
                    + " parameters, except for a JobContext."),
    SCHEDULE_TWICE("The job %s has @Cron and @Every. It has one schedule. Remove one of the two, or declare two jobs."),
    SCHEDULE_EXTERNAL(
            "The job %s of the external queue %s has a schedule. The service that runs the queue adds what is due. Declare"
                    + " the schedule there."),

    // Rules with values
    RETRY_RANGE("%s is %s. It is %s. Write %s."),
    RETRY_DELAYS(
            "maxDelay (%s) is less than firstDelay (%s). The longest delay cannot be shorter than the first. Raise maxDelay,"
                    + " or lower firstDelay."),
    RETRY_WRITTEN_OUT("%s. %s. %s."),
    RETRY_EXCEPTION("%s names %s%s. %s"),
    RETRY_REQUEUE("%s. %s. %s."),
    PRIORITY_RANGE(
            "The priority is %s. The higher runs first, and 0 is what other jobs have. Write a number from -1000 to"
                    + " 1000."),
    PRIORITY_AGEING_RANGE(
            "The priority ageing is %s. Waiting is counted in whole seconds, and for a year at most. Write a time from 1s to"
                    + " 365d."),
    TIMEOUT_ZERO(
            "The time-out is %s. An attempt would have failed before it has begun. Write a longer time, or leave @Timeout"
                    + " out."),
    KEY_COMPONENT_UNKNOWN("\"%s\" is not a component of %s. The key could not be made. %s"),
    KEY_COMPONENT_TWICE("\"%s\" is named twice. A key has each component once. Remove one of them."),
    KEY_MISPLACED(
            "@Key on %s has no effect. %s. Write it on a parameter of a job, or on a component of the record that is its"
                    + " payload."),
    KEY_UNUSED("@Key on %s has no effect. The job %s has no %s of its own. %s"),
    KEY_AMBIGUOUS(
            "@Key on %s does not say whose key it makes. The job %s has %s, and not each of them may be meant by key. Name"
                    + " the rules, such as @Key(%s.class)."),
    KEY_RULE("@Key names %s%s. %s"),
    KEY_NAMED_TWICE(
            "The key of @%s on %s is named by @Key and by \"by\". One of the two would be ignored. Remove one of them."),
    UNIQUE_ALWAYS_HOLDS(
            "The payload of the job %s has no components. All its jobs would have the same key. Give it a component to tell"
                    + " them apart, or remove @Unique."),
    UNIQUE_NEVER_HOLDS(
            "The component %s is %s. Java never calls two of them equal, so that no two jobs have the same key to your code."
                    + " Choose components with values that can be compared: a String, a number, a record, a List."),
    UNIQUE_DEBOUNCE_WITHOUT_DELAY(
            "DEBOUNCE needs a delay: how long a job waits for later ones with its key, which take its place. Without one it"
                    + " would be REPLACE. Write for example delay = \"2s\"."),
    UNIQUE_WITHOUT_DEBOUNCE(
            "%s has no effect. It belongs to a debounce, in which a job waits for later ones with its key. Add onConflict ="
                    + " DEBOUNCE, or remove it."),
    UNIQUE_MAX_WAIT_TOO_SHORT(
            "maxWait is %s, and delay is %s. A job waits for the delay in any case, so that later ones could not put it off."
                    + " Write a maxWait that is longer than the delay, or leave it out."),
    UNIQUE_WITHIN_ZERO(
            "within is %s. An earlier job would stand in the way for no time at all. Write a longer time, or leave it"
                    + " out."),
    LIMIT_RANGE(
            "%s is %s. No job would ever be let through. Write 1 or more, or pause the queue if its jobs are not to run."),
    RATE_LIMIT_PER_ZERO("per is %s. There would be no limit. Write a longer time, or leave @RateLimit out."),
    RULES_CONTRADICT("%s. %s. %s."),

    // Rule methods
    UNKNOWN_JOB("\"%s\" is not a job of %s. The rule would never be asked. %s"),
    RULE_JOB_TWICE("\"%s\" is named twice. The rule is asked once. Remove one of them."),
    RULE_PAYLOAD_UNKNOWN("%s is not the payload of a job of %s. The rule would never be asked. %s"),
    RULE_PAYLOAD_OTHER(
            "The rule %s takes %s, but the job %s has %s. It could not be called. Name jobs with that payload, or take"
                    + " none."),
    RULE_RETURN("@%s %s returns %s. Its answer is %s. Let it return %s."),
    RULE_NOT_STATIC("@%s %s is not static. %s. Declare it as a static method with a body."),
    RULE_STATIC(
            "@%s %s is %s. It is asked where the jobs run, and the class that implements %s answers. Declare it without"
                    + " static or private."),
    RULE_PARAMETERS("@%s %s takes %s. There is nothing to pass for it there. It can take, in this order: %s."),
    BACKOFF_TWICE(
            "The job %s has the back-offs %s and %s. A failed attempt has one delay. Let each of them name its jobs, or"
                    + " remove one."),
    RULE_GENERIC("@%s %s has type parameters. There is nothing that would decide them. Remove them."),
    RULE_THROWS("@%s %s throws %s. %s. Declare %s."),
    RULE_EXTERNAL(
            "@%s %s belongs to the external queue %s. It would be asked where the jobs run, and that is another service."
                    + " Declare it there."),

    // Contracts
    CONTRACT_JOB_LOST(
            "Stored jobs %s are read by no job of %s. They would be parked. %s Once none is stored, delete its lines from"
                    + " %s."),
    CONTRACT_VERSION_LOST(
            "The job %s does not read version %s of %s. Stored jobs of that version would be parked. %s Once none is"
                    + " stored, delete its lines from %s."),
    CONTRACT_COMPONENT_REQUIRED(
            "%s of the job %s is required, and stored jobs %s may lack it. They could not be read. %s Once none is stored,"
                    + " delete its lines from %s."),
    CONTRACT_NAME_LOST(
            "%s of the job %s does not answer to \"%s\", as stored jobs %s may call it. They could not be read. Keep"
                    + " @JsonAlias(\"%s\"). Once none is stored, delete that name from %s."),
    CONTRACT_TYPE(
            "%s of the job %s is %s, and was %s in stored jobs %s. They could not be read. Keep the type, or raise the"
                    + " version. Once none is stored, delete its lines from %s."),
    CONTRACT_CONSTANT_LOST(
            "%s of the job %s may be \"%s\" in stored jobs %s, and no constant has that name. They could not be read. Keep"
                    + " it, or write @JsonAlias(\"%s\") on the one that takes its place. Once none is stored, delete the"
                    + " name from %s."),
    CONTRACT_SUBTYPE_LOST(
            "%s of the job %s may be a \"%s\" in stored jobs %s, and no type has that name. They could not be read. Keep"
                    + " it, or let @JsonSubTypes give its name to the one that takes its place. Once none is stored, delete"
                    + " the name from %s."),
    CONTRACT_VALUE_LOST(
            "%s of the job %s is new, and \"%s\" is gone. If it is the same, stored jobs lose what they hold. Write"
                    + " @JsonAlias(\"%s\") in that case."),
    CONTRACT_QUEUE_NAME(
            "%s is stored as \"%s\", and was as \"%s\". The jobs that are stored would stay behind. Write @Queue(name ="
                    + " \"%s\"). Once none is stored, write the new name into %s."),
    CONTRACT_STORE(
            "%s is in %s, and was in %s. The jobs that are stored would stay behind. %s. Once none is stored, change the"
                    + " store in %s."),
    CONTRACT_QUEUE_LOST(
            "There is no queue %s any more, but a contract %s. Jobs that are stored would stay behind. %s once none is"
                    + " stored."),
    CONTRACT_OUTDATED("The contract of %s is not up to date: %s. A later change would not be"
            + " compared with it. Compile without typedqueue.contracts.mode=check, and commit the file."),
    CONTRACT_FILE(
            "The contract %s cannot be used: %s. Nothing tells whether stored jobs can be read. Restore the file, or delete"
                    + " it to have it written anew."),
    CONTRACT_OPTION("The option %s is \"%s\". It would have no effect. Write %s.");

    private final String text;

    Problem(String text) {
        this.text = text;
    }

    /** The word by which the documentation is found. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String message(Object... details) {
        return "[TypedQueue:" + tag() + "] "
                + String.format(Locale.ROOT, text, details).strip();
    }
}
