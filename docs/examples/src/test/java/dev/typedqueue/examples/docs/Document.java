package dev.typedqueue.examples.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Markdown file. */
final class Document {

    private static final Pattern FENCE = Pattern.compile("( *)```([\\w-]*).*");
    private static final Pattern ORIGIN = Pattern.compile(" *<!-- (snippet|compile-error): ([^\\s#]+)(?:#(\\S+))? -->");

    private final Path path;
    private final List<String> lines;

    private Document(Path path, List<String> lines) {
        this.path = path;
        this.lines = List.copyOf(lines);
    }

    static Document read(Path path) throws IOException {
        return new Document(path, Files.readAllLines(path));
    }

    static Document of(String text) {
        return new Document(Path.of("text.md"), text.lines().toList());
    }

    Path path() {
        return path;
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** All fenced blocks, in their order. */
    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        rewritten(block -> {
            blocks.add(block);
            return block.text();
        });
        return blocks;
    }

    /** The lines outside of fenced blocks. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean inBlock = false;
        for (String line : lines) {
            if (FENCE.matcher(line).matches()) {
                inBlock = !inBlock;
            } else if (!inBlock) {
                prose.add(line);
            }
        }
        return prose;
    }

    /** The links that lead to files of the project. */
    List<Link> links() {
        return prose().stream().flatMap(line -> Link.in(line).stream()).toList();
    }

    /** This document with other text in its blocks. */
    Document rewritten(Function<Block, String> newText) {
        List<String> result = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            result.add(lines.get(i));
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int end = endOfBlock(i, fence.group(1));
                Block block = block(i, end, fence);
                newText.apply(block).lines().forEach(line -> result.add(line.isEmpty() ? "" : fence.group(1) + line));
                result.add(lines.get(end));
                i = end;
            }
        }
        return new Document(path, result);
    }

    private int endOfBlock(int start, String indent) {
        for (int i = start + 1; i < lines.size(); i++) {
            if (lines.get(i).equals(indent + "```")) {
                return i;
            }
        }
        throw new IllegalStateException(path + ":" + (start + 1) + ": the block does not end");
    }

    private Block block(int start, int end, Matcher fence) {
        int indent = fence.group(1).length();
        StringBuilder text = new StringBuilder();
        for (String line : lines.subList(start + 1, end)) {
            text.append(line.substring(Math.min(indent, line.length()))).append('\n');
        }
        return new Block(start + 1, fence.group(2), start == 0 ? Optional.empty() : origin(start - 1), text.toString());
    }

    private Optional<Block.Origin> origin(int line) {
        Matcher origin = ORIGIN.matcher(lines.get(line));
        if (!origin.matches()) {
            return Optional.empty();
        }
        String file = origin.group(2);
        String region = origin.group(3);
        boolean isSnippet = origin.group(1).equals("snippet");
        if (isSnippet == (region == null)) {
            throw new IllegalStateException(path + ":" + (line + 1)
                    + ": write <!-- snippet: File.java#region --> or <!-- compile-error: File.java -->");
        }
        return Optional.of(isSnippet ? new Block.Origin.Snippet(file, region) : new Block.Origin.CompileError(file));
    }
}
