package dev.typedqueue.example;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a server's HTTP interface. */
final class ApiClient {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;

    ApiClient(URI server) {
        this.server = server;
    }

    /** What the server answered. */
    record Answer(int status, JsonNode body, HttpResponse<String> response) {

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String error() {
            return body.get("error").stringValue();
        }
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send("POST", path, body);
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, "");
    }

    Answer send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()), response);
    }

    /** Creates a notification, and returns its path. */
    String create(String user, String message) throws IOException, InterruptedException {
        String body = JSON.writeValueAsString(Map.of("user_id", user, "message", message));
        Answer answer = post("/notifications", body);
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.body());
        }
        return answer.header("Location");
    }

    /** Creates a notification, waits until it has been sent by email, and returns its path. */
    String createAndAwaitEmail(String user, String message) throws IOException, InterruptedException {
        String path = create(user, message);
        await().until(() -> get(path).body().get("emailed_at").isString());
        return path;
    }

    /** How many jobs the queue has in a state. */
    int count(String state) throws IOException, InterruptedException {
        return get("/queue").body().get(state).intValue();
    }

    /** How many jobs the queue has in all states together. */
    int count() throws IOException, InterruptedException {
        return get("/queue").body().values().stream()
                .mapToInt(JsonNode::intValue)
                .sum();
    }
}
