package dev.typedqueue.example;

import static dev.typedqueue.example.DemoClient.require;

import dev.typedqueue.example.DatabaseAddress.SqliteFile;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Shows a server at work, as a client of it would see it, on a database that is deleted at the end. */
final class Demo {

    private static final List<String> REQUESTS = List.of(
            "{\"user_id\": \"ada\", \"message\": \"Your parcel <A-113> has arrived\"}",
            "{\"user_id\": \"ada\", \"message\": \"Charles & Mary liked your notes\"}",
            "{\"user_id\": \"grace\", \"message\": \"A moth was found in relay 70\"}");

    private static final List<String> INVALID_REQUESTS =
            List.of("{\"user_id\": 42, \"message\": \"Hello\"}", "{\"user_id\": \"ada\"}");

    private final ExampleServer server;
    private final DemoClient client;
    private final PrintStream out;

    private Demo(ExampleServer server, PrintStream out) {
        this.server = server;
        this.client = new DemoClient(server.address(), out);
        this.out = out;
    }

    /**
     * Starts a server, uses it, and stops it.
     *
     * @throws IllegalStateException if the server does not do what it should within a minute
     */
    static void run(Settings settings, PrintStream out) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("notifications");
        try {
            Path database = directory.resolve("notifications.db");
            try (ExampleServer server = ExampleServer.start(settings.with(new SqliteFile(database), 0))) {
                out.printf("The server listens on %s, with the database %s%n", server.address(), database);
                new Demo(server, out).run();
            }
        } finally {
            deleteAll(directory);
        }
    }

    private void run() throws IOException, InterruptedException {
        out.println("\nNotifications are created over HTTP, and the jobs that send them by email run at once:\n");
        List<URI> created = new ArrayList<>();
        for (String request : REQUESTS) {
            created.add(client.show(request, 201));
        }
        for (String request : INVALID_REQUESTS) {
            client.show(request, 400);
        }
        Instant createdAt =
                Instant.parse(client.get(created.get(0)).get("created_at").stringValue());
        NotificationsQueue.add(new SendDigestPayload(new UserId("ada"), NotificationJobs.dayOf(createdAt)));

        int emails = REQUESTS.size() + 1;
        JsonNode counts = client.awaitCompleted(emails);
        for (URI notification : created) {
            require(client.isEmailed(notification), notification + " was not sent by email");
        }
        if (server.embeddedMailServer().isPresent()) {
            showEmail(server.embeddedMailServer().get().received(), emails);
        }
        out.println("\nThe queue at the end:\n\n" + counts);
    }

    private void showEmail(List<String> received, int expected) {
        require(
                received.size() == expected,
                expected + " emails should have arrived, but " + received.size() + " have");
        out.printf("%n%d emails have arrived by SMTP. This is one of them:%n%n", expected);
        received.get(0).lines().map(line -> "  | " + line).forEach(out::println);
    }

    private static void deleteAll(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
