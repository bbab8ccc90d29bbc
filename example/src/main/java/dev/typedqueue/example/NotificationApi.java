package dev.typedqueue.example;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.typedqueue.QueueOperations;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The server's HTTP interface.
 *
 * <pre>
 * POST /notifications        creates a notification: 201 and its id, or 400 and what is wrong
 * GET  /notifications/{id}   a notification, and what has become of its email
 * GET  /queue                how many jobs the queue has in each state
 * </pre>
 *
 * <p>All bodies are JSON. Safe for use by several threads.
 */
final class NotificationApi implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(NotificationApi.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final String COLLECTION = "/notifications";

    private final NotificationService service;
    private final QueueOperations queues;

    NotificationApi(NotificationService service, QueueOperations queues) {
        this.service = service;
        this.queues = queues;
    }

    private record Response(int status, Map<String, ?> body) {

        static Response error(int status, String message) {
            return new Response(status, Map.of("error", message));
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Response response = answer(exchange);
            byte[] body = JSON.writeValueAsBytes(response.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(response.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Response answer(HttpExchange exchange) throws IOException {
        try {
            return route(exchange);
        } catch (InvalidRequestException invalid) {
            return Response.error(400, String.valueOf(invalid.getMessage()));
        } catch (RuntimeException failure) {
            log.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), failure);
            return Response.error(500, "The server failed; its log says why");
        }
    }

    private Response route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals(COLLECTION)) {
            return allows(exchange, "POST") ? create(exchange) : notAllowed(exchange, "POST");
        }
        if (path.startsWith(COLLECTION + "/")) {
            return allows(exchange, "GET")
                    ? find(path.substring(COLLECTION.length() + 1))
                    : notAllowed(exchange, "GET");
        }
        if (path.equals("/queue")) {
            return allows(exchange, "GET") ? queue() : notAllowed(exchange, "GET");
        }
        return Response.error(404, "There is nothing at this address");
    }

    private static boolean allows(HttpExchange exchange, String method) {
        return exchange.getRequestMethod().equals(method);
    }

    private static Response notAllowed(HttpExchange exchange, String allowed) {
        exchange.getResponseHeaders().set("Allow", allowed);
        return Response.error(405, "Only " + allowed + " is possible here");
    }

    private Response create(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return Response.error(413, "The body is larger than " + MAX_BODY_BYTES + " bytes");
        }
        Notification notification = service.create(NewNotification.parse(body));
        exchange.getResponseHeaders().set("Location", COLLECTION + "/" + notification.id());
        return new Response(201, Map.of("id", notification.id().toString()));
    }

    private Response find(String id) {
        return parseId(id)
                .flatMap(service::find)
                .map(notification -> new Response(200, describe(notification)))
                .orElseGet(() -> Response.error(404, "There is no such notification"));
    }

    private static Optional<UUID> parseId(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Map<String, @Nullable Object> describe(Notification notification) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", notification.id().toString());
        json.put("user_id", notification.user().value());
        json.put("message", notification.message());
        json.put("created_at", notification.createdAt().toString());
        json.put(
                "emailed_at",
                Optional.ofNullable(notification.emailedAt())
                        .map(Object::toString)
                        .orElse(null));
        json.put("email_error", notification.emailError());
        return json;
    }

    private Response queue() {
        Map<String, Long> counts = new LinkedHashMap<>();
        queues.count(NotificationsQueue.DEFINITION)
                .forEach((state, count) -> counts.put(state.name().toLowerCase(Locale.ROOT), count));
        return new Response(200, counts);
    }
}
