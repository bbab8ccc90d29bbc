package dev.typedqueue.example;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client asks for with {@code POST /notifications}.
 *
 * @param user whom the notification is for
 * @param message what it says
 */
record NewNotification(UserId user, String message) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Reads a request's body.
     *
     * @throws InvalidRequestException unless it is a JSON object with the strings {@code user_id} and {@code message},
     *     neither of them blank
     */
    static NewNotification parse(byte[] body) {
        JsonNode object = parseObject(body);
        return new NewNotification(new UserId(requireText(object, "user_id")), requireText(object, "message"));
    }

    private static JsonNode parseObject(byte[] body) {
        JsonNode json;
        try {
            json = JSON.readTree(body);
        } catch (JacksonException notJson) {
            throw new InvalidRequestException("The body is not JSON: send an object with \"user_id\" and \"message\"");
        }
        if (!json.isObject()) {
            throw new InvalidRequestException(
                    "The body is not a JSON object: send an object with \"user_id\" and \"message\"");
        }
        return json;
    }

    private static String requireText(JsonNode object, String field) {
        JsonNode value = object.get(field);
        if (value == null) {
            throw new InvalidRequestException("\"" + field + "\" is missing: it must be a string");
        }
        if (!value.isString()) {
            String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
            throw new InvalidRequestException("\"" + field + "\" must be a string, but its type is " + type);
        }
        String text = value.stringValue();
        if (text.isBlank()) {
            throw new InvalidRequestException("\"" + field + "\" must not be blank");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new InvalidRequestException("\"" + field + "\" must be text: it holds half a surrogate pair");
        }
        return text;
    }
}
