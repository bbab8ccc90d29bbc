package dev.typedqueue.example;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows a server at work, as a client of it would see it, on a database that is deleted at the end. */
final class Demo {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(60);
    private static final int POLL_MILLIS = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> REQUESTS = List.of(
            "{\"user_id\": \"ada\", \"message\": \"Your parcel <A-113> has arrived\"}",
            "{\"user_id\": \"ada\", \"message\": \"Charles & Mary liked your notes\"}",
            "{\"user_id\": \"grace\", \"message\": \"A moth was found in relay 70\"}");

    private static final List<String> INVALID_REQUESTS =
            List.of("{\"user_id\": 42, \"message\": \"Hello\"}", "{\"user_id\": \"ada\"}");

    private final HttpClient client = HttpClient.newHttpClient();
    private final ExampleServer server;
    private final PrintStream out;

    private Demo(ExampleServer server, PrintStream out) {
        this.server = server;
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
            try (ExampleServer server = ExampleServer.start(settings.with(database, 0))) {
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
            created.add(server.address()
                    .resolve(post(request, 201).headers().firstValue("Location").orElseThrow()));
        }
        for (String request : INVALID_REQUESTS) {
            post(request, 400);
        }
        Instant createdAt = Instant.parse(get(created.get(0)).get("created_at").stringValue());
        NotificationsQueue.add(new SendDigestPayload(new UserId("ada"), NotificationJobs.dayOf(createdAt)));

        int emails = REQUESTS.size() + 1;
        JsonNode counts = awaitCompleted(emails);
        for (URI notification : created) {
            require(get(notification).get("emailed_at").isString(), notification + " was not sent by email");
        }
        if (server.embeddedMailServer().isPresent()) {
            showEmail(server.embeddedMailServer().get().received(), emails);
        }
        out.println("\nThe queue at the end:\n\n" + counts);
    }

    private HttpResponse<String> post(String body, int expectedStatus) throws IOException, InterruptedException {
        URI uri = server.address().resolve("/notifications");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIME_LIMIT)
                .POST(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        out.printf("POST /notifications %s%n  -> %d %s%n", body, response.statusCode(), response.body());
        require(response.statusCode() == expectedStatus, "The status should be " + expectedStatus);
        return response;
    }

    private JsonNode get(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIME_LIMIT).build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        require(response.statusCode() == 200, "GET " + uri + " should give 200, but gave " + response.statusCode());
        return JSON.readTree(response.body());
    }

    /** Waits until so many jobs have completed, and shows how the queue gets there. */
    private JsonNode awaitCompleted(int jobs) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(TIME_LIMIT);
        JsonNode shown = JSON.nullNode();
        while (true) {
            JsonNode counts = get(server.address().resolve("/queue"));
            if (!counts.equals(shown)) {
                out.println("GET /queue\n  -> " + counts);
                shown = counts;
            }
            if (counts.get("completed").intValue() >= jobs) {
                return counts;
            }
            require(Instant.now().isBefore(deadline), jobs + " jobs should have completed within " + TIME_LIMIT);
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private void showEmail(List<String> received, int expected) {
        require(
                received.size() == expected,
                expected + " emails should have arrived, but " + received.size() + " have");
        out.printf("%n%d emails have arrived by SMTP. This is one of them:%n%n", expected);
        received.get(0).lines().map(line -> "  | " + line).forEach(out::println);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException(message);
        }
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
