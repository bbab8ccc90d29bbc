package dev.typedqueue.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.typedqueue.example.ApiClient.Answer;
import dev.typedqueue.example.DatabaseAddress.SqliteFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationApiTest {

    private static ExampleServer server;
    private static ApiClient api;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        server = ExampleServer.start(
                Settings.from(Map.of()).with(new SqliteFile(directory.resolve("notifications.db")), 0));
        api = new ApiClient(server.address());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aNotificationIsCreatedAndCanBeReadBack() throws Exception {
        Answer created = api.post("/notifications", "{\"user_id\": \"ada\", \"message\": \"Tea is ready\"}");

        assertThat(created.status()).isEqualTo(201);
        String id = created.body().get("id").stringValue();
        assertThat(created.header("Location")).isEqualTo("/notifications/" + id);
        assertThat(created.header("Content-Type")).isEqualTo("application/json");

        Answer found = api.get("/notifications/" + id);
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.body().get("id").stringValue()).isEqualTo(id);
        assertThat(found.body().get("user_id").stringValue()).isEqualTo("ada");
        assertThat(found.body().get("message").stringValue()).isEqualTo("Tea is ready");
        assertThat(Instant.parse(found.body().get("created_at").stringValue())).isBeforeOrEqualTo(Instant.now());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"message": "Hi"}                     | user_id
            {"user_id": 42, "message": "Hi"}      | user_id
            {"user_id": " ", "message": "Hi"}     | user_id
            {"user_id": "ada"}                    | message
            {"user_id": "ada", "message": null}   | message
            {"user_id": "ada", "message": ["Hi"]} | message
            {"user_id": "ada", "message": ""}     | message
            user_id=ada&message=Hi                | user_id
            ["ada", "Hi"]                         | message
            ''                                    | message
            """)
    void aRequestThatIsNotValidIsRefusedAndChangesNothing(String body, String field) throws Exception {
        int jobsBefore = api.count();

        Answer answer = api.post("/notifications", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains("\"" + field + "\"");
        assertThat(api.count()).isEqualTo(jobsBefore);
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        assertThat(api.post("/notifications", "x".repeat(64 * 1024 + 1)).status())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /notifications/00000000-0000-4000-8000-000000000000, 404",
        "GET,    /notifications/42,                                   404",
        "GET,    /,                                                   404",
        "GET,    /notifications,                                      405",
        "DELETE, /notifications/42,                                   405",
        "POST,   /queue,                                              405"
    })
    void whatThereIsNotIsSaidSo(String method, String path, int status) throws Exception {
        Answer answer = api.send(method, path, "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.error()).isNotBlank();
        assertThat(answer.header("Allow").isEmpty()).isEqualTo(status != 405);
    }
}
