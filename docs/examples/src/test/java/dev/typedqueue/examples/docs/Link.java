package dev.typedqueue.examples.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A link of a Markdown file.
 *
 * @param file the file that it leads to; empty for its own
 * @param heading the heading there, as part of an address; empty for none
 */
record Link(String file, String heading) {

    private static final Pattern LINK = Pattern.compile("]\\((?!https?://)([^)#\\s]*)(?:#([^)\\s]+))?\\)");

    /** The links in a line of prose that lead to files of the project. */
    static List<Link> in(String line) {
        return LINK.matcher(line).results().map(Link::of).toList();
    }

    private static Link of(MatchResult found) {
        return new Link(found.group(1), found.group(2) == null ? "" : found.group(2));
    }

    /** Whether the file is there, and the heading in it. */
    boolean leadsSomewhere(Path from) {
        Path target = file.isEmpty() ? from : from.resolveSibling(file).normalize();
        return Files.exists(target) && (heading.isEmpty() || headings(target).contains(heading));
    }

    private static List<String> headings(Path document) {
        List<String> headings = new ArrayList<>();
        try {
            for (String line : Document.read(document).prose()) {
                if (line.startsWith("#")) {
                    headings.add(address(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return headings;
    }

    /** The address that GitHub gives a heading. */
    private static String address(String heading) {
        return heading.replaceFirst("^#+ +", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
