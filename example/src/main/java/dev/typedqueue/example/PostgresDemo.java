package dev.typedqueue.example;

import static dev.typedqueue.example.DemoClient.require;

import dev.typedqueue.example.DatabaseAddress.PostgresUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Shows several processes at work on a PostgreSQL server of the demonstration's own: this one answers requests, two
 * others run the jobs, and one of them is killed in the middle.
 */
final class PostgresDemo {

    private static final int NOTIFICATIONS = 300;

    private final Settings settings;
    private final EmbeddedMailServer mailServer;
    private final PrintStream out;

    private PostgresDemo(Settings settings, EmbeddedMailServer mailServer, PrintStream out) {
        this.settings = settings;
        this.mailServer = mailServer;
        this.out = out;
    }

    /**
     * Starts the servers and the workers, uses them, and stops them.
     *
     * @throws IllegalStateException if an email is missing at the end
     */
    static void run(Settings settings, PrintStream out) throws IOException, InterruptedException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                EmbeddedMailServer mailServer = EmbeddedMailServer.start()) {
            PostgresUrl database = new PostgresUrl(postgres.getJdbcUrl("postgres", "postgres"));
            out.printf("PostgreSQL runs at %s%n", database);
            new PostgresDemo(settings.with(database, 0).with(mailServer.address()), mailServer, out).run();
        }
    }

    private void run() throws IOException, InterruptedException {
        try (ExampleServer server = ExampleServer.start(settings, Role.ACCEPT);
                Worker first = startWorker();
                Worker second = startWorker()) {
            out.printf(
                    "The server listens on %s; processes %d and %d run the jobs%n",
                    server.address(), first.processId(), second.processId());
            DemoClient client = new DemoClient(server.address(), out);
            List<URI> created = new ArrayList<>();
            created.add(client.create("user-1", "This is notification 1"));
            client.awaitCompleted(1); // the workers are at work
            for (int number = 2; number <= NOTIFICATIONS; number++) {
                created.add(client.create("user-" + number, "This is notification " + number));
                if (number == NOTIFICATIONS / 2) {
                    first.kill();
                    out.printf("%nProcess %d was killed, with what it was doing (SIGKILL)%n%n", first.processId());
                }
            }
            out.printf("%d notifications were created over HTTP%n", NOTIFICATIONS);
            JsonNode counts = client.awaitCompleted(NOTIFICATIONS);
            showResult(client, created, counts);
        }
    }

    private Worker startWorker() throws IOException {
        return Worker.start(settings);
    }

    private void showResult(DemoClient client, List<URI> created, JsonNode counts)
            throws IOException, InterruptedException {
        for (URI notification : created) {
            require(client.isEmailed(notification), notification + " was not sent by email");
        }
        int received = mailServer.received().size();
        require(received >= NOTIFICATIONS, received + " emails have arrived, but there should be " + NOTIFICATIONS);
        out.printf(
                "%nAll %d notifications were sent. %d emails have arrived: what the killed process had handed to the mail"
                        + " server and not yet marked as sent, up to %d, was sent again.%n%nThe queue at the end:%n%n%s%n",
                NOTIFICATIONS, received, NotificationsQueue.DEFINITION.concurrency(), counts);
    }
}
