package dev.typedqueue.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed after it has answered 201 delivers when it is started again. */
@Timeout(120)
class RestartTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    private Path directory;

    @Test
    void anEmailThatWasNotSentBeforeTheKillIsSentAfterIt() throws Exception {
        String path;
        try (Socket mailServer = mailServerThatIsDown();
                ServerProcess server = startServer(mailServer.getLocalPort())) {
            path = server.api().create("ada", "Tea is ready");
            server.kill();
        }
        assertDeliveredOnceAfterRestart(path);
    }

    @Test
    void anEmailThatFailedBeforeTheKillIsTriedAgainAfterIt() throws Exception {
        String path;
        try (Socket mailServer = mailServerThatIsDown();
                ServerProcess server = startServer(mailServer.getLocalPort())) {
            path = server.api().create("ada", "Tea is ready");
            await().until(() -> server.api().count("scheduled") == 1);
            server.kill();
        }
        assertDeliveredOnceAfterRestart(path);
    }

    @Test
    void anEmailThatWasBeingSentWhenTheServerWasKilledIsSentAfterIt() throws Exception {
        String path;
        try (ServerSocket mailServerThatStalls = new ServerSocket(0, 1, LOOPBACK);
                ServerProcess server = startServer(mailServerThatStalls.getLocalPort())) {
            path = server.api().create("ada", "Tea is ready");
            Socket connection = mailServerThatStalls.accept(); // the handler now waits for a greeting
            assertThat(server.api().count("running")).isEqualTo(1);
            server.kill();
            connection.close();
        }
        assertDeliveredOnceAfterRestart(path);
    }

    /** A port that is bound and does not listen: connections to it are refused, and nobody else can take it. */
    private static Socket mailServerThatIsDown() throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(LOOPBACK, 0));
        return socket;
    }

    private void assertDeliveredOnceAfterRestart(String path) throws Exception {
        try (EmbeddedMailServer mailServer = EmbeddedMailServer.start();
                ServerProcess server = startServer(mailServer.address().port())) {
            ApiClient api = server.api();
            await().atMost(Duration.ofSeconds(60)).until(() -> api.count("completed") == 1);

            assertThat(mailServer.received())
                    .singleElement()
                    .satisfies(email -> assertThat(email)
                            .contains("To: ada@users.example.com")
                            .contains("Message-ID: <notification-" + path.substring("/notifications/".length()) + "@")
                            .contains("Tea is ready"));
            assertThat(api.get(path).body().get("emailed_at").isString()).isTrue();
            for (String state : new String[] {"scheduled", "ready", "running", "failed"}) {
                assertThat(api.count(state)).as(state).isZero();
            }
        }
    }

    private ServerProcess startServer(int smtpPort) throws Exception {
        return ServerProcess.start(Map.of(
                "HTTP_PORT", "0",
                "DATABASE", directory.resolve("notifications.db").toString(),
                "SMTP_HOST", LOOPBACK.getHostAddress(),
                "SMTP_PORT", String.valueOf(smtpPort)));
    }
}
