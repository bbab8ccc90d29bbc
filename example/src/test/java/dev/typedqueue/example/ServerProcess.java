package dev.typedqueue.example;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server in a Java process of its own, which can be killed. */
final class ServerProcess implements AutoCloseable {

    private static final Pattern ADDRESS = Pattern.compile("Listening on (http://[^,]+),.*");

    private final Process process;
    private final CompletableFuture<URI> address = new CompletableFuture<>();

    private ServerProcess(Process process) {
        this.process = process;
    }

    /** Starts a server, and waits until it can be reached. */
    static ServerProcess start(Map<String, String> environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-classpath",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--serve");
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        ServerProcess server = new ServerProcess(builder.start());
        Thread reader = new Thread(server::readOutput, "output of the server");
        reader.setDaemon(true);
        reader.start();
        try {
            server.address.get(60, TimeUnit.SECONDS);
            return server;
        } catch (Exception failure) {
            server.close();
            throw failure;
        }
    }

    /** Reads to the end, so that the process never has to wait for its output. */
    private void readOutput() {
        StringBuilder output = new StringBuilder();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                output.append(line).append('\n');
                Matcher matcher = ADDRESS.matcher(line);
                if (matcher.matches()) {
                    address.complete(URI.create(matcher.group(1)));
                }
            }
        } catch (IOException killed) {
            output.append(killed);
        }
        address.completeExceptionally(new AssertionError("The server ended before it listened:\n" + output));
    }

    ApiClient api() {
        return new ApiClient(address.join());
    }

    /** Kills the process, without a chance to put anything in order: {@code SIGKILL}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
