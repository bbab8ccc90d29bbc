package dev.typedqueue.processor.contract;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The directory with the contracts of a module: a file for each queue, named by its interface.
 *
 * <p>A file is replaced as a whole. Two compilers that run at the same time, as a build and an IDE do, each read the
 * one or the other state of it.
 */
final class ContractDirectory {

    private static final String SUFFIX = ".contract";

    private final Path directory;

    ContractDirectory(Path directory) {
        this.directory = directory;
    }

    /** A file cannot be read or written. The message says why, as the end of a sentence. */
    static final class FileException extends Exception {
        private static final long serialVersionUID = 1L;

        FileException(String message, Exception cause) {
            super(message, cause);
        }
    }

    /** The name of a queue's file. */
    static String fileName(String declaration) {
        return declaration + SUFFIX;
    }

    /** Where a queue's file is. */
    Path file(String declaration) {
        return directory.resolve(fileName(declaration));
    }

    /** The interfaces whose queues have a file. */
    List<String> declarations() throws FileException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new FileException(reason(e), e);
        }
    }

    /** The contract of a queue; empty if there is none yet. */
    Optional<Contract> read(String declaration) throws FileException {
        Path file = file(declaration);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ContractParser.parse(Files.readString(file, StandardCharsets.UTF_8)));
        } catch (CharacterCodingException e) {
            throw new FileException("it is not a text in UTF-8", e);
        } catch (ContractParser.SyntaxException e) {
            throw new FileException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new FileException(reason(e), e);
        }
    }

    void write(String declaration, Contract contract) throws FileException {
        Path file = file(declaration);
        Path whole = directory.resolve(fileName(declaration) + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.createDirectories(directory);
            try {
                Files.writeString(
                        whole,
                        ContractPrinter.print(declaration, contract),
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
                replace(file, whole);
            } finally {
                Files.deleteIfExists(whole);
            }
        } catch (IOException e) {
            throw new FileException(reason(e), e);
        }
    }

    private static void replace(Path file, Path by) throws IOException {
        try {
            Files.move(by, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(by, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
