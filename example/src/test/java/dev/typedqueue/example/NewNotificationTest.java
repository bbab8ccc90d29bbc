package dev.typedqueue.example;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewNotificationTest {

    @Test
    void anObjectWithBothStringsIsAccepted() {
        NewNotification request = parse("{\"user_id\": \"ada\", \"message\": \"<b>Tea</b> \\u2615\", \"colour\": 7}");

        assertThat(request).isEqualTo(new NewNotification(new UserId("ada"), "<b>Tea</b> ☕"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"message": "Hi"}                                      | "user_id" is missing: it must be a string
            {"user_id": null, "message": "Hi"}                     | "user_id" must be a string, but its type is null
            {"user_id": 42, "message": "Hi"}                       | "user_id" must be a string, but its type is number
            {"user_id": ["ada"], "message": "Hi"}                  | "user_id" must be a string, but its type is array
            {"user_id": {"value": "ada"}, "message": "Hi"}         | "user_id" must be a string, but its type is object
            {"user_id": "", "message": "Hi"}                       | "user_id" must not be blank
            {"user_id": " \\t", "message": "Hi"}                   | "user_id" must not be blank
            {"user_id": "ada"}                                     | "message" is missing: it must be a string
            {"user_id": "ada", "message": null}                    | "message" must be a string, but its type is null
            {"user_id": "ada", "message": true}                    | "message" must be a string, but its type is boolean
            {"user_id": "ada", "message": "\\n"}                   | "message" must not be blank
            {"user_id": "ada", "message": "\\ud83d"}               | "message" must be text: it holds half a surrogate pair
            {"User_Id": "ada", "message": "Hi"}                    | "user_id" is missing: it must be a string
            """)
    void anythingElseIsRefusedWithTheNameOfTheField(String body, String message) {
        assertRefused(body, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                     | is not a JSON object
            Hi                                                     | is not JSON
            {"user_id": "ada", "message": "Hi"                     | is not JSON
            {"user_id": "ada", "message": "Hi"} {}                 | is not JSON
            {"user_id": "ada", "user_id": "bo", "message": "Hi"}   | is not JSON
            user_id=ada&message=Hi                                 | is not JSON
            null                                                   | is not a JSON object
            "ada"                                                  | is not a JSON object
            [{"user_id": "ada", "message": "Hi"}]                  | is not a JSON object
            """)
    void aBodyThatIsNoJsonObjectIsRefusedWithTheNamesOfBothFields(String body, String message) {
        assertRefused(body, "The body " + message + ": send an object with \"user_id\" and \"message\"");
    }

    @Test
    void aBodyThatIsNotUtf8IsRefused() {
        byte[] latin1 = "{\"user_id\": \"ada\", \"message\": \"Tschüß\"}".getBytes(ISO_8859_1);

        assertThatThrownBy(() -> NewNotification.parse(latin1)).isInstanceOf(InvalidRequestException.class);
    }

    private static NewNotification parse(String body) {
        return NewNotification.parse(body.getBytes(UTF_8));
    }

    private static void assertRefused(String body, String message) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage(message);
    }
}
