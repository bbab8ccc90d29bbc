package dev.typedqueue.reliability.arena;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small file system of its own, which can be filled up. To mount it needs the rights of root. */
public record SmallDisk(Path folder) {

    /** Mounts one, or returns nothing where that is not allowed. */
    public static Optional<SmallDisk> mount(Path folder, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString())
                ? Optional.of(new SmallDisk(folder))
                : Optional.empty();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private Path ballast() {
        return folder.resolve("ballast");
    }

    /** Leaves no byte free. */
    public void fill() throws IOException {
        byte[] block = new byte[64 * 1024];
        try (OutputStream file = Files.newOutputStream(ballast())) {
            while (folder.toFile().getUsableSpace() > 0) {
                file.write(block);
            }
        } catch (IOException e) {
            if (folder.toFile().getUsableSpace() > 0) {
                throw e;
            }
        }
    }

    /** Makes room again. */
    public void empty() throws IOException {
        Files.deleteIfExists(ballast());
    }

    /** Ends the file system, and what is in it. */
    public void unmount() throws IOException, InterruptedException {
        run("umount", "-l", folder.toString());
    }
}
