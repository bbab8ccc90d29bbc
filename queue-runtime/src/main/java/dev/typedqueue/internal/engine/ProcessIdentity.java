package dev.typedqueue.internal.engine;

import dev.typedqueue.spi.NodeRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which process this is, so that after a crash the next one on the same machine need not wait for the lease of the dead
 * one to end.
 *
 * <p>A process is taken for dead only where that is certain: its number is not in use, in the same process namespace of
 * the same boot of the same machine. Where that cannot be told, the lease decides.
 *
 * @param host names the process namespace, or is empty where it has no name
 * @param processId the process's number
 */
record ProcessIdentity(String host, long processId) {

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path PROCESS_NAMESPACE = Path.of("/proc/self/ns/pid");

    static ProcessIdentity current() {
        return new ProcessIdentity(namespace(), ProcessHandle.current().pid());
    }

    private static String namespace() {
        try {
            return Files.readString(BOOT_ID).strip() + "/" + Files.readSymbolicLink(PROCESS_NAMESPACE);
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return ""; // not Linux, or not allowed to look
        }
    }

    /** Whether the node's process has certainly ended. */
    boolean provesDead(NodeRecord node) {
        return !host.isEmpty()
                && host.equals(node.host())
                && processId != node.processId()
                && ProcessHandle.of(node.processId())
                        .filter(ProcessHandle::isAlive)
                        .isEmpty();
    }
}
