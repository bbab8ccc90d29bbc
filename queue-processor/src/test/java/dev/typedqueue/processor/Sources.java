package dev.typedqueue.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.Compiler;
import com.google.testing.compile.JavaFileObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaFileObject;

/** Source files, compiled as a user's build would. */
final class Sources {

    /** What most declarations of these tests need, on one line. */
    private static final String IMPORTS = "package p; import dev.typedqueue.*; import dev.typedqueue.annotation.*;"
            + " import dev.typedqueue.annotation.Queue; import java.time.*; import java.util.*;\n";

    private static final Pattern TYPE =
            Pattern.compile("(?m)^(?:@[^\n]*?)?(?:[a-z@ ]*? )?(?:class|interface|record|enum|@interface) (\\w+)");
    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");

    private final List<JavaFileObject> files = new ArrayList<>();
    private final List<String> options = new ArrayList<>();

    /** A file of package {@code p} with the usual imports, or with its own if it names its package. */
    static Sources of(String text) {
        return new Sources().and(text);
    }

    Sources and(String text) {
        String complete = PACKAGE.matcher(text).lookingAt() ? text : IMPORTS + text;
        Matcher packageName = PACKAGE.matcher(complete);
        Matcher type = TYPE.matcher(complete);
        if (!packageName.find() || !type.find()) {
            throw new IllegalArgumentException("No type in: " + text);
        }
        return file(packageName.group(1).replace('.', '/') + "/" + type.group(1) + ".java", complete);
    }

    /** A file before all others. */
    Sources before(String text) {
        and(text);
        files.add(0, files.remove(files.size() - 1));
        return this;
    }

    /** A file under a path of its own. */
    Sources file(String path, String text) {
        files.add(JavaFileObjects.forSourceString(path.replace(".java", "").replace('/', '.'), text));
        return this;
    }

    Sources option(String... more) {
        options.addAll(List.of(more));
        return this;
    }

    List<JavaFileObject> files() {
        return files;
    }

    /** The text of the last file. */
    static String textOf(String text) {
        return PACKAGE.matcher(text).lookingAt() ? text : IMPORTS + text;
    }

    Compilation compile() {
        return Compiler.javac()
                .withProcessors(new QueueProcessor(), new RegistrationProcessor())
                .withOptions(options)
                .compile(files);
    }

    /** Asserts that the compiler has no objection. */
    Compilation compilesWithoutErrors() {
        Compilation compilation = compile();
        assertThat(compilation.errors()).isEmpty();
        return compilation;
    }
}
