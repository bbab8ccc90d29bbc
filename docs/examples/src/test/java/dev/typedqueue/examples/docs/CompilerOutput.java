package dev.typedqueue.examples.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What javac prints when it compiles a file with the processor. */
final class CompilerOutput {

    private CompilerOutput() {}

    /**
     * Compiles the file against this module's classes, and against the contracts of earlier releases if there is a
     * directory of the file's name beside it.
     *
     * @param directory where the class files go that javac may write
     * @throws IllegalStateException if it compiles
     */
    static String of(Path file, Path directory) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter output = new StringWriter();
        String classPath = System.getProperty("java.class.path");
        List<String> options = new ArrayList<>(
                List.of("-d", directory.toString(), "--release", "17", "-cp", classPath, "-processorpath", classPath));
        Path contracts = file.resolveSibling(file.getFileName().toString().replace(".java", ""));
        if (Files.isDirectory(contracts)) {
            options.add("-Atypedqueue.contracts=" + contracts);
        }
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            Iterable<? extends JavaFileObject> sources = files.getJavaFileObjects(file);
            if (javac.getTask(output, files, null, options, null, sources).call()) {
                throw new IllegalStateException(file + " compiles, but is shown as a mistake");
            }
        }
        return output.toString().replace(file.toString(), file.getFileName().toString());
    }
}
