package dev.typedqueue.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A queue as it stands in an editor in the midst of a change: a {@link RandomQueue} with something in it that does not
 * belong there, is missing, or is something else.
 */
final class BrokenQueue {

    private static final String FIRST_LINE = "  java.lang.String NAME = \"named\";\n";

    /** What may stand in an interface, or not. */
    private static final List<String> MEMBERS = List.of(
            "@Job <T> void generic(T thing);",
            "@Job <T extends java.lang.Comparable<T>> void bounded(java.util.List<T> things);",
            "@Job void missing(Missing thing);",
            "@Job void missingInside(java.util.List<Missing<java.lang.String>> things, missing.Type[] more);",
            "@Job int result();",
            "@Job Missing noResult();",
            "@Job default void withBody() {}",
            "@Job static void ofNobody() {}",
            "@Job private void hidden() {}",
            "record Loop(Loop next) {} @Job void loop(Loop loop);",
            "record Ring(Link link) {} record Link(java.util.List<Ring> rings) {} @Job void ring(Ring ring);",
            "record Growing<T>(Growing<java.util.List<T>> more) {} @Job void grow(Growing<java.lang.String> it);",
            "record Twice(int same, int same) {} @Job void twice(Twice twice);",
            "class Inner<T> {} @Job void inner(Inner<java.lang.String> inner, Inner raw);",
            "final class Bean { public int x; Bean(int y) {} } @Job void bean(Bean bean);",
            "enum Nothing {} @Job void nothing(Nothing nothing);",
            "sealed interface Alone permits Alone {} @Job void alone(Alone alone);",
            "@Job void self(Jobs self, Jobs.Inner inner);",
            "@Job void maps(java.util.Map<java.util.List<java.lang.String>, java.util.Map<int[], ?>> map);",
            "@Job void tooFew(java.util.Map<java.lang.String> map, java.util.List<int> ints);",
            "@Job void nothingAtAll(void nothing);",
            "@Job void same(int a, int a);",
            "@Job void overloaded(int a); @Job void overloaded(java.lang.String a);",
            "@Job @Job void twiceAJob();",
            "@Job void parameterIsA(@Job int job, @Queue long queue);",
            "@Queue interface Within { @Job void inside(); }",
            "@Queue @Job void queueAndJob();",
            "@Job(name = \"a\" + null + 1) void computed();",
            "@Job(name = NAME + Missing.NAME) void computedOfNothing();",
            "@Job(version = 1 / 0) void divided();",
            "@Job(name = {\"a\", \"b\"}) void many();",
            "@Job(nome = \"a\") void misspelt();",
            "@Job(null) void isNull();",
            "@Job @Retry(maxAttempts = \"five\") void retryText();",
            "@Job @Retry(stopOn = Missing.class) void stopOnMissing();",
            "@Job @Retry(stopOn = {int.class, java.lang.Exception[].class, java.lang.String.class}) void stopOnInt();",
            "@Job @Retry(stopOn = T.class) <T extends java.lang.Exception> void stopOnVariable();",
            "@Job @Retry(delays = {}, maxAttempts = 2147483647) void longAgain();",
            "@Job @Cron(NAME) void atName();",
            "@Job @Cron(value = Missing.CRON, zone = Missing) void atMissing();",
            "@Job @Cron(\"* * * * *\") @Every(\"1s\") void twoTimes();",
            "@Job @Every(\"\\ud800\") void everySurrogate();",
            "@Job @Unique(by = {1, \"x\"}) void byNumber(int x);",
            "@Job @Unique(until = Unique.Until.NEVER) void untilNever(int x);",
            "@Job @Limit @Ordered @RateLimit void limits(int x);",
            "@Job @Limit(by = \"x.y.z\", name = \"\\n\") @Ordered(by = \"\") void limitsBy(int x);",
            "@Job @Timeout @Priority void noValues();",
            "@Job @Timeout(\"-1s\") void negative();",
            "@BeforeAdd Admission admit();",
            "@BeforeAdd static <T> Admission admitAny(T thing) { return null; }",
            "@BeforeAdd static int admitInt(int a, int b, int c) { return 0; }",
            "@BeforeRun({\"nobody\", \"\"}) default Missing run() { return null; }",
            "@OnExhausted(Missing.NAME) void exhausted(Missing thing);",
            "@OnExhausted void exhaustedAll(java.lang.Throwable a, java.lang.Throwable b, JobContext c, JobContext d);",
            "void notAJob(); int alsoNone = notThere();",
            "Jobs(int constructor) {}",
            "{ }",
            ";;",
            "@Job void unended(int a",
            "/** {@code");

    /** What may stand in the place of a word. */
    private static final List<String> WORDS = List.of(
            "Missing",
            "missing.Missing",
            "int",
            "void",
            "null",
            "class",
            "record",
            "static",
            "default",
            "sealed",
            "var",
            "_",
            "$",
            "T",
            "java",
            "java.lang.Object",
            "java.util.Map.Entry<java.lang.String, Missing>",
            "dev.typedqueue.annotation.Job",
            "@Job",
            "0x1p3",
            "-1",
            "'c'",
            "\"text\"",
            "\"\\u0000\"",
            "1L << 40",
            "Jobs",
            "Letter",
            "名前");

    /** What an interface may be declared as, or not. */
    private static final List<String> HEADS = List.of(
            "interface $1<T> {",
            "interface $1<T extends $1<T>> {",
            "interface $1 extends Base {",
            "interface $1 extends Base, java.lang.Comparable<$1> {",
            "interface $1 extends Missing<$1> {",
            "interface $1 extends $1 {",
            "sealed interface $1 permits Missing {",
            "strictfp interface $1 {",
            "@java.lang.FunctionalInterface interface $1 {",
            "class $1 {",
            "abstract class $1 {",
            "record $1(int a) {",
            "enum $1 {;",
            "@interface $1 {",
            "interface class {",
            "private protected interface $1 {");

    private static final Pattern HEAD = Pattern.compile("interface (\\S+) \\{(?=\\s+java.lang.String NAME)");
    private static final Pattern WORD = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$.]*|\"[^\"\n]*\"|-?\\d+");
    private static final Pattern MARK = Pattern.compile("[(){};,<>=@]");

    private final Random random;
    private final Map<String, String> files;

    BrokenQueue(long seed) {
        random = new Random(seed);
        files = new LinkedHashMap<>(new RandomQueue(seed).files());
        String path = files.entrySet().stream()
                .filter(file -> file.getValue().contains(FIRST_LINE))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        String packageLine = packageLine();
        files.put(
                path.contains("/") ? path.substring(0, path.lastIndexOf('/') + 1) + "Base.java" : "Base.java",
                packageLine
                        + "import dev.typedqueue.annotation.*;\npublic interface Base { @Job void inherited(int a);"
                        + " void alsoInherited(); default void done() {} }");
        String text = Objects.requireNonNull(files.get(path));
        for (int i = random.nextInt(3); i >= 0; i--) {
            text = broken(text);
        }
        files.put(path, text);
    }

    private String packageLine() {
        String letter = files.values().stream()
                .filter(text -> text.contains("record Letter"))
                .findFirst()
                .orElseThrow();
        return letter.startsWith("package") ? letter.substring(0, letter.indexOf('\n') + 1) : "";
    }

    private <T> T one(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    private String broken(String text) {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> text.replace(FIRST_LINE, FIRST_LINE + "  " + one(MEMBERS) + "\n");
            case 3 -> HEAD.matcher(text).replaceFirst(one(HEADS));
            case 4, 5 -> replaced(text, WORD, one(WORDS));
            case 6 -> replaced(text, WORD, anyOf(text, WORD));
            default -> replaced(text, MARK, random.nextBoolean() ? "" : anyOf(text, MARK));
        };
    }

    private String anyOf(String text, Pattern pattern) {
        List<String> all =
                pattern.matcher(text).results().map(match -> match.group()).toList();
        return one(all);
    }

    private String replaced(String text, Pattern pattern, String replacement) {
        List<int[]> places = new ArrayList<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            places.add(new int[] {matcher.start(), matcher.end()});
        }
        int[] place = one(places);
        return text.substring(0, place[0]) + replacement + text.substring(place[1]);
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
}
