package dev.typedqueue.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A queue that nobody would write by hand, from one seed: names that the generated code uses itself, types that hide
 * those of {@code java.lang}, Javadoc that ends too early, values at and over their limits. All of it is Java that
 * compiles without the processor.
 */
final class RandomQueue {

    private static final List<String> PACKAGES =
            List.of("", "p", "dev", "java_", "client.job", "handlers.runtime", "ünï");

    /** Names of jobs and of what they take. */
    private static final List<String> NAMES = List.of(
            "send",
            "add",
            "addAll",
            "addAllSend",
            "in",
            "on",
            "with",
            "client",
            "current",
            "definition",
            "registration",
            "queue",
            "job",
            "payload",
            "payloads",
            "handlers",
            "options",
            "runAt",
            "connection",
            "default_",
            "class_",
            "record",
            "var",
            "yield",
            "sealed",
            "valueOf",
            "sendSMSNow",
            "SendURL",
            "sendURL",
            "aB",
            "AB",
            "send2",
            "$",
            "a$b",
            "_a",
            "x_",
            "ärger",
            "straße",
            "名前",
            "ŉame",
            "I",
            "i",
            "of",
            "build",
            "named");

    /** Names of jobs that are methods of every object: Java allows them with parameters. */
    private static final List<String> OBJECT_NAMES =
            List.of("toString", "hashCode", "equals", "getClass", "wait", "notify", "notifyAll", "clone", "finalize");

    /** Names of records of the queue's package, as which the generated code knows other types. */
    private static final List<String> TYPE_NAMES = List.of(
            "Instant",
            "List",
            "Collection",
            "Connection",
            "Duration",
            "Arrays",
            "AddResult",
            "AddOptions",
            "QueueClient",
            "QueueRuntime",
            "JobDefinition",
            "PayloadType",
            "QueueDefinition",
            "QueueHandlers",
            "QueueProvider",
            "UniqueRule",
            "RetryPolicy",
            "RetentionPolicy",
            "Schedule",
            "Generated",
            "Client",
            "Registration",
            "Override",
            "SuppressWarnings",
            "Deprecated",
            "String",
            "Object",
            "Integer",
            "IllegalStateException",
            "Straße");

    private static final List<String> JAVADOC = List.of(
            "Sends it.",
            "Sends *&#47; it, \\u002a&#47; and {@code * /}.",
            "A path: C:\\\\users, C:\\\\\\\\u, a \\u005cuser and \\u005c\\u005cuser.",
            "<p>HTML <b>bold</b> &lt;T&gt; <T> & more {@code List<String>}",
            "{@link #send} {@link Nowhere#never(int, String)} {@linkplain java.util.List lists} {@value #X}",
            "{@inheritDoc}{@inheritDoc}",
            "{@code {} and then\n@param nobody who does not exist\n@deprecated not really",
            "{@snippet :\n  @Override void run() {}\n}",
            "$L $T $S $$ $> $< $[ %s {0} ${x}",
            "@param\n@param payload\n@throws\n@return nothing\n@see\n@since 1\n@unknown",
            "",
            "@deprecated use another",
            "\ttab\u00a0space \u2028 ünïcode 名前 \\ud83d\\ude00");

    private static final List<String> PARAMETER_TYPES = List.of(
            "int",
            "long",
            "boolean",
            "char",
            "double[]",
            "byte[][]",
            "java.lang.String",
            "java.lang.String[]",
            "java.lang.Integer",
            "java.time.Instant",
            "java.time.Duration",
            "java.util.UUID",
            "java.util.Optional<java.lang.String>",
            "java.util.List<java.lang.String>",
            "java.util.List<? extends java.lang.CharSequence>",
            "java.util.Map<java.lang.String, java.util.List<java.lang.Integer>>",
            "java.util.Map<java.time.LocalDate, int[]>",
            "@org.jspecify.annotations.Nullable Letter",
            "java.lang.@org.jspecify.annotations.Nullable String",
            "java.lang.String @org.jspecify.annotations.Nullable []",
            "java.util.List<java.lang.@org.jspecify.annotations.Nullable String>",
            "Envelope<java.lang.String>",
            "Envelope<Envelope<Letter>>",
            "Letter",
            "Shape",
            "Colour",
            "Old",
            "java.lang.Thread.State");

    private static final List<String> PARAMETER_TYPES_IN_ERROR = List.of(
            "java.lang.Object",
            "java.lang.Thread",
            "java.util.List<?>",
            "Envelope<? super Letter>",
            "java.lang.Runnable",
            "java.lang.Class<Letter>");

    private static final List<String> PARAMETER_ANNOTATIONS = List.of(
            "",
            "",
            "",
            "",
            "@Size(max = 10) ",
            "@Note({\"a), <b, \\\" ({\", \", \"}) ",
            "@com.fasterxml.jackson.annotation.JsonProperty(\"x\") ",
            "@Nullable ",
            "@java.lang.Deprecated ",
            "@java.lang.SuppressWarnings(\"unused\") ",
            "final ");

    private static final List<String> JOB_VALUES = List.of(
            "",
            "",
            "",
            "name = \"a\"",
            "name = \"\"",
            "formerNames = {\"z\", \"y\"}",
            "version = 3, alsoReads = {1, 2}",
            "formerNames = {}",
            "name = NAME");

    private static final List<String> JOB_VALUES_IN_ERROR = List.of(
            "name = \"A b\"",
            "name = \"a\\n\\\"b\"",
            "version = -1",
            "alsoReads = 7",
            "formerNames = {\"%s\", \"$L\"}");

    private static final List<String> RULES = List.of(
            "",
            "",
            "",
            "@Retry ",
            "@Retry(maxAttempts = 1) ",
            "@Retry(firstDelay = \"0s\", maxDelay = \"876000h\") ",
            "@Retry(delays = {\"0s\", \"1ms\"}, maxAttempts = 3) ",
            "@Retry(multiplier = 1e300, jitter = 0.1 + 0.2) ",
            "@Retry(stopOn = {java.io.UncheckedIOException.class, Oops.class, java.lang.IllegalStateException.class}) ",
            "@Unique ",
            "@Unique(within = \"1h\", until = Unique.Until.STARTED) ",
            "@Unique(by = {}) ",
            "@Priority(1000) ",
            "@java.lang.Deprecated ",
            "@java.lang.Deprecated(since = \"1\\\"2\", forRemoval = true) ",
            "@Marker ");

    private static final List<String> RULES_IN_ERROR = List.of(
            "@Retry(delays = {\"\", \"1s\"}, maxAttempts = 2, firstDelay = \"\") ",
            "@Retry(multiplier = 1.0 / 0, jitter = 0.0 / 0) ",
            "@Retry(maxDelay = \"1 year\", stopOn = {java.lang.IllegalArgumentException.class, java.lang.RuntimeException.class}) ",
            "@Unique(by = \"payload\", onConflict = Unique.OnConflict.REPLACE) ",
            "@Unique(onConflict = Unique.OnConflict.DEBOUNCE, delay = \"1s\", maxWait = \"1h\") ",
            "@Unique(by = {\"\", \"\\n\", \"%s\", \"$L\"}) ",
            "@Priority(java.lang.Integer.MIN_VALUE) ",
            "@Cron(\"*/5 8-18 1,15 * MON-FRI\") ",
            "@Cron(value = \"0 3 30 2 *\", zone = \"Mars\") ",
            "@Cron(value = \"\", missed = MissedRuns.SKIP) ",
            "@Cron(value = \"0 0 L * *\", zone = \"+01:00\") ",
            "@Cron(value = \"60 0 * * *\") ",
            "@Cron(value = \"0/0 0 5-1 * *\") ",
            "@Every(\"999999999999999999999d\") ",
            "@Every(\"0ms\") ");

    /** What stands before jobs that take nothing. */
    private static final List<String> SCHEDULES = List.of(
            "@Cron(\"*/5 8-18 1,15 * MON-FRI\") ",
            "@Cron(value = \"0 0 29 2 *\", zone = \"+01:00\", missed = MissedRuns.SKIP) ",
            "@Every(\"15m\") ",
            "@Every(value = \"15m\", from = Every.From.END, jitter = \"1s\") ",
            "@Cron(value = \"0 3 * * *\", missed = MissedRuns.ALL, mostMissed = 2, jitter = \"1h\") ",
            "@Every(value = \"36500d\", missed = MissedRuns.ONCE) ");

    private static final List<String> QUEUE_VALUES = List.of(
            "",
            "",
            "concurrency = 10_000",
            "runOnStartup = false",
            "external = true",
            "store = \"Zentrale \\\"Nord\\\"\\n$L\"",
            "onCrash = CrashPolicy.DELETE",
            "priorityAgeing = \"90s\"",
            "name = \"q\"");

    private static final List<String> QUEUE_VALUES_IN_ERROR =
            List.of("concurrency = 0", "priorityAgeing = \"500ms\"", "name = \"Ü\"", "name = \"%s\"", "name = \"\\t\"");

    private static final List<String> QUEUE_RULES = List.of(
            "",
            "",
            "@Retain ",
            "@Retain(completed = \"0s\", failed = \"forever\") ",
            "@Retry(maxAttempts = 2) ",
            "@Priority(-5) ",
            "@java.lang.Deprecated ",
            "@Marker ");

    private static final List<String> QUEUE_RULES_IN_ERROR =
            List.of("@Retain(failed = \"ever\") ", "@Retry(jitter = 2) ");

    private final Random random;
    private final boolean hasErrors;
    private final String packageName;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Set<String> declared = new LinkedHashSet<>();

    RandomQueue(long seed) {
        random = new Random(seed);
        hasErrors = chance(25);
        packageName = one(PACKAGES);
        types();
        queue();
    }

    /** The sources by their paths. */
    Map<String, String> files() {
        return files;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        files.forEach((path, source) ->
                text.append("// ").append(path).append('\n').append(source).append('\n'));
        return text.toString();
    }

    private <T> T one(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    /** One of those that are well, or, in a queue that is to have errors, of those that are not. */
    private String one(List<String> good, List<String> bad) {
        return hasErrors && chance(30) ? one(bad) : one(good);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private void file(String name, String text) {
        String directory = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
        String start = packageName.isEmpty() ? "" : "package " + packageName + ";\n";
        files.put(directory + name + ".java", start + text);
    }

    private void types() {
        file("Letter", "public record Letter(java.lang.String text, int pages) {}");
        file("Envelope", "public record Envelope<T>(T content, java.util.List<T> more) {}");
        file(
                "Colour",
                "public enum Colour { RED, GREEN { @java.lang.Override public java.lang.String toString() { return \"g\"; } } }");
        file(
                "Shape",
                "@com.fasterxml.jackson.annotation.JsonTypeInfo(use = com.fasterxml.jackson.annotation.JsonTypeInfo.Id.NAME)\n"
                        + "public sealed interface Shape { record Circle(double r) implements Shape {}"
                        + " record Square(Shape inner) implements Shape {} }");
        file("Old", "@java.lang.Deprecated(forRemoval = true) public record Old(int x) {}");
        file(
                "Oops",
                "public final class Oops extends java.lang.Exception { private static final long serialVersionUID = 1; }");
        file("Size", "public @interface Size { int max(); }");
        file("Note", "public @interface Note { java.lang.String[] value(); }");
        file("Marker", "public @interface Marker {}");
        file(
                "Nullable",
                "@java.lang.annotation.Target({java.lang.annotation.ElementType.PARAMETER})\n public @interface Nullable {}");
        for (int i = random.nextInt(6); i > 0; i--) {
            String name = one(TYPE_NAMES);
            if (declared.add(name)) {
                file(name, "public record " + name + "(int value) {}");
            }
        }
    }

    private void queue() {
        String name = chance(80) ? "Jobs" : one(List.of("Client", "Registration", "Queue", "jobs", "Größe", "J$"));
        while (declared.contains(name)) {
            name = name + "_";
        }
        String body = one(QUEUE_RULES, QUEUE_RULES_IN_ERROR) + "@dev.typedqueue.annotation.Queue("
                + one(QUEUE_VALUES, QUEUE_VALUES_IN_ERROR) + ")\n" + visibility() + "interface " + name
                + " {\n  java.lang.String NAME = \"named\";\n" + methods() + "}\n";
        String imports = "import dev.typedqueue.*;\nimport dev.typedqueue.annotation.*;\n";
        int depth = chance(75) ? 0 : 1 + random.nextInt(4);
        for (int i = 0; i < depth; i++) {
            body = javadoc(List.of()) + visibility() + one(List.of("interface", "final class", "enum")) + " Outer" + i
                    + " {" + (body.contains("enum Outer" + i) ? ";" : "") + "\n" + body + "}\n";
        }
        body = body.replaceAll("(enum Outer\\d \\{)", "$1;");
        file(depth == 0 ? name : "Outer" + (depth - 1), imports + javadoc(List.of()) + body);
    }

    private String visibility() {
        return chance(60) ? "public " : "";
    }

    private String methods() {
        StringBuilder text = new StringBuilder();
        Set<String> names = new LinkedHashSet<>();
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            names.add(one(NAMES));
        }
        names.forEach(name -> text.append(job(name)));
        if (chance(15)) {
            String name = one(OBJECT_NAMES);
            text.append("  @Job void ").append(name).append("(int a, long b, long c);\n");
        }
        if (chance(20)) {
            text.append("  @BeforeAdd static Admission admit() { return Admission.admit(); }\n");
        }
        if (chance(20)) {
            text.append("  @BeforeRun default RunDecision mayRun(JobContext job) { return RunDecision.run(); }\n");
        }
        if (chance(20)) {
            text.append("  @OnExhausted(\"")
                    .append(one(List.copyOf(names)))
                    .append("\") void gaveUp(java.lang.Throwable payload) throws java.lang.Exception;\n");
        }
        if (hasErrors && chance(30)) {
            text.append("  void forgotten();\n");
        }
        return text.toString();
    }

    private String job(String name) {
        List<String> parameters = new ArrayList<>();
        List<String> names = new ArrayList<>();
        if (chance(30)) {
            List<String> records = new ArrayList<>(declared);
            records.addAll(List.of("Letter", "Envelope<Letter>", "Envelope<java.util.List<int[]>>"));
            names.add(one(NAMES));
            parameters.add(one(records) + " " + names.get(0));
        } else {
            Set<String> distinct = new LinkedHashSet<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                distinct.add(one(NAMES, OBJECT_NAMES));
            }
            for (String each : distinct) {
                names.add(each);
                String type = chance(20) && !declared.isEmpty()
                        ? one(List.copyOf(declared))
                        : one(PARAMETER_TYPES, PARAMETER_TYPES_IN_ERROR);
                parameters.add(one(PARAMETER_ANNOTATIONS) + type + " " + each);
            }
            if (chance(10) && !distinct.contains("many")) {
                parameters.add("java.lang.String... many");
            }
        }
        boolean isVariable =
                !parameters.isEmpty() && parameters.get(parameters.size() - 1).contains("...");
        if (chance(30) && !names.contains("context") && !isVariable) {
            parameters.add("JobContext context");
        }
        String rules = one(RULES, RULES_IN_ERROR) + one(RULES, RULES_IN_ERROR);
        if (rules.trim().contains(" @")) {
            String[] both = rules.trim().split(" (?=@)", -1);
            if (both.length == 2 && both[0].split("\\(", 2)[0].equals(both[1].split("\\(", 2)[0])) {
                rules = both[0] + " ";
            }
        }
        if (parameters.isEmpty() && chance(50)) {
            rules = one(SCHEDULES);
        }
        String thrown =
                one(List.of("", "", " throws java.lang.Exception", " throws java.io.IOException", " throws Oops"));
        return javadoc(names) + "  " + rules + "@Job(" + one(JOB_VALUES, JOB_VALUES_IN_ERROR) + ") void " + name + "("
                + String.join(", ", parameters) + ")" + thrown + ";\n";
    }

    private String javadoc(List<String> parameters) {
        if (chance(40)) {
            return "";
        }
        StringBuilder text = new StringBuilder("/** ");
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.append(one(JAVADOC).replace("\n", "\n * ")).append("\n * ");
        }
        parameters.forEach(each -> text.append("@param ")
                .append(each)
                .append(" the ")
                .append(one(JAVADOC).replace("\n", "\n * "))
                .append("\n * "));
        return text + "\n */\n";
    }
}
