package dev.typedqueue.example;

import dev.typedqueue.example.DatabaseAddress.PostgresUrl;
import dev.typedqueue.example.Settings.MailServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** A process of its own that runs jobs. */
final class Worker implements AutoCloseable {

    private final Process process;

    private Worker(Process process) {
        this.process = process;
    }

    /** Starts a process with the PostgreSQL database and the mail server that the settings name. */
    static Worker start(Settings settings) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--work");
        MailServer mailServer = Objects.requireNonNull(settings.mailServer());
        builder.environment()
                .putAll(Map.of(
                        "DATABASE", ((PostgresUrl) settings.database()).url(),
                        "SMTP_HOST", mailServer.host(),
                        "SMTP_PORT", String.valueOf(mailServer.port())));
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.INHERIT);
        return new Worker(builder.start());
    }

    long processId() {
        return process.pid();
    }

    /** Kills the process, without a chance to put anything in order: {@code SIGKILL}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Lets the process end what it is doing. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
