package dev.typedqueue.examples.docs;

import java.util.Optional;
import java.util.Set;

/**
 * A fenced block of a Markdown file.
 *
 * @param line the line of its fence, from 1
 * @param language what stands behind the fence; may be empty
 * @param origin where the comment before it says that it comes from
 * @param text its lines, without the indentation of the fence
 */
record Block(int line, String language, Optional<Origin> origin, String text) {

    private static final Set<String> LANGUAGES_WITH_SOURCE = Set.of("java", "xml", "kotlin", "groovy", "gradle");

    /** Whether the block must be taken from a source file. */
    boolean needsOrigin() {
        return LANGUAGES_WITH_SOURCE.contains(language);
    }

    /** Where a block comes from. */
    sealed interface Origin {

        /** A region of a source file. */
        record Snippet(String file, String region) implements Origin {}

        /** What javac prints when it compiles a file. */
        record CompileError(String file) implements Origin {}
    }
}
