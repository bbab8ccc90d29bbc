package dev.typedqueue.example;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the server, which shows what it asks and what it is told. */
final class DemoClient {

    private static final Duration TIME_LIMIT = Duration.ofMinutes(3);
    private static final int POLL_MILLIS = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;
    private final PrintStream out;

    DemoClient(URI server, PrintStream out) {
        this.server = server;
        this.out = out;
    }

    /**
     * Posts a notification, shows the answer, and gives the place of what was created, or the server's if nothing was.
     */
    URI show(String body, int expectedStatus) throws IOException, InterruptedException {
        HttpResponse<String> response = post(body);
        out.printf("POST /notifications %s%n  -> %d %s%n", body, response.statusCode(), response.body());
        require(response.statusCode() == expectedStatus, "The status should be " + expectedStatus);
        return server.resolve(response.headers().firstValue("Location").orElse("/"));
    }

    /** Creates a notification without a word, and gives its place. */
    URI create(String user, String message) throws IOException, InterruptedException {
        String body = JSON.createObjectNode()
                .put("user_id", user)
                .put("message", message)
                .toString();
        HttpResponse<String> response = post(body);
        require(response.statusCode() == 201, "The status should be 201, but is " + response.statusCode());
        return server.resolve(response.headers().firstValue("Location").orElseThrow());
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/notifications"))
                .timeout(TIME_LIMIT)
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    JsonNode get(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(TIME_LIMIT).build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        require(response.statusCode() == 200, "GET " + uri + " should give 200, but gave " + response.statusCode());
        return JSON.readTree(response.body());
    }

    /** Waits until so many jobs have completed, and shows how the queue gets there. */
    JsonNode awaitCompleted(int jobs) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(TIME_LIMIT);
        JsonNode shown = JSON.nullNode();
        while (true) {
            JsonNode counts = get(server.resolve("/queue"));
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

    /** Whether the email of a notification was sent. */
    boolean isEmailed(URI notification) throws IOException, InterruptedException {
        return get(notification).get("emailed_at").isString();
    }

    /**
     * Fails the demonstration unless the condition holds.
     *
     * @throws IllegalStateException with the message, if it does not
     */
    static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalStateException(message);
        }
    }
}
