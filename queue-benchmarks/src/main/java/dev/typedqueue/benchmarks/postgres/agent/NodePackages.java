package dev.typedqueue.benchmarks.postgres.agent;

import dev.typedqueue.benchmarks.postgres.peers.NodePeers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The systems for Node, installed from npm into a scratch folder.
 *
 * @param executable Node
 * @param script the agent
 */
public record NodePackages(Path executable, Path script) {

    /** Installs them, or says nothing if npm is not there or fails: the report then says so. */
    public static Optional<NodePackages> install(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("package.json"), "{\"private\": true, \"type\": \"module\"}");
        Path script = folder.resolve("agent.mjs");
        try (InputStream source = NodePackages.class.getResourceAsStream("agent.mjs")) {
            Files.copy(Objects.requireNonNull(source, "agent.mjs"), script, StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command =
                new ArrayList<>(List.of("npm", "install", "--no-audit", "--no-fund", "--loglevel=error"));
        command.addAll(List.of(NodePeers.PACKAGES.split(" ")));
        try {
            int exit = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("npm.log").toFile())
                    .start()
                    .waitFor();
            Path executable = folder.resolve("node_modules/.bin/node");
            return exit == 0 && Files.isExecutable(executable)
                    ? Optional.of(new NodePackages(executable.toAbsolutePath(), script.toAbsolutePath()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
