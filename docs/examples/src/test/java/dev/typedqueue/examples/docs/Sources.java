package dev.typedqueue.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The source files that snippets are taken from. A snippet names its file by the file name alone. */
final class Sources {

    private static final Pattern BEGIN = Pattern.compile("\\s*(?://|<!--) snippet: (\\S+)(?: -->)?");
    private static final Pattern END = Pattern.compile("\\s*(?://|<!--) end(?: -->)?");

    private final Map<String, List<Path>> files = new HashMap<>();

    /** The sources below the given directories. */
    Sources(List<Path> roots) throws IOException {
        for (Path root : roots) {
            try (Stream<Path> found = Files.walk(root)) {
                found.filter(Sources::isSource).forEach(this::add);
            }
        }
    }

    private static boolean isSource(Path path) {
        String name = path.getFileName().toString();
        return (name.endsWith(".java") || name.endsWith(".xml") || name.endsWith(".gradle") || name.endsWith(".kts"))
                && !name.endsWith("-info.java")
                && !path.toString().contains("/target/");
    }

    private void add(Path file) {
        files.computeIfAbsent(file.getFileName().toString(), name -> new ArrayList<>())
                .add(file);
    }

    Path file(String name) {
        List<Path> named = files.getOrDefault(name, List.of());
        if (named.size() != 1) {
            throw new IllegalStateException(
                    "One source file must have the name " + name + ", but these have: " + named);
        }
        return named.get(0);
    }

    /** The lines of a region without their common indentation. Parts with the same name are joined by an empty line. */
    String region(String file, String region) throws IOException {
        List<String> parts = new ArrayList<>();
        List<String> part = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(file(file))) {
            Matcher begin = BEGIN.matcher(line);
            if (begin.matches()) {
                inside = begin.group(1).equals(region);
            } else if (inside && END.matcher(line).matches()) {
                parts.add(String.join("\n", part).stripIndent().strip() + "\n");
                part.clear();
                inside = false;
            } else if (inside) {
                part.add(line);
            }
        }
        if (inside || parts.isEmpty()) {
            throw new IllegalStateException(
                    "There is no region between \"snippet: " + region + "\" and \"end\" in " + file(file));
        }
        return String.join("\n", parts);
    }
}
