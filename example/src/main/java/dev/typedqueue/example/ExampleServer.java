package dev.typedqueue.example;

import com.sun.net.httpserver.HttpServer;
import dev.typedqueue.QueueRuntime;
import dev.typedqueue.RuntimeBuilder;
import dev.typedqueue.example.Settings.MailServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.simplejavamail.api.mailer.Mailer;
import org.simplejavamail.api.mailer.config.TransportStrategy;
import org.simplejavamail.mailer.MailerBuilder;

/**
 * The server: makes its parts, starts them, and stops them in the opposite order. Jobs that an earlier run left behind
 * are run, however it ended.
 */
final class ExampleServer implements AutoCloseable {

    private static final int HTTP_THREADS = 8;
    private static final int MAIL_TIMEOUT_MILLIS = 10_000;
    private static final int SMTP_OVER_TLS_PORT = 465;

    /** How to stop what has been started, the latest first. */
    private final Deque<Runnable> stops = new ArrayDeque<>();

    private final Optional<EmbeddedMailServer> embeddedMailServer;
    private final Optional<HttpServer> http;

    private ExampleServer(Settings settings, Role role) throws IOException {
        try {
            embeddedMailServer = startMailServer(settings);
            MailServer mailServer = embeddedMailServer
                    .map(EmbeddedMailServer::address)
                    .orElseGet(() -> Objects.requireNonNull(settings.mailServer()));
            InstantSource clock = InstantSource.system();
            Database database = Database.open(settings.database());
            stops.push(database::close);
            NotificationRepository notifications = new NotificationRepository();
            NotificationJobs jobs = new NotificationJobs(
                    database, notifications, new EmailComposer(settings), mailer(mailServer), clock);
            QueueRuntime runtime = startQueues(database, jobs, role);
            NotificationService service = new NotificationService(database, notifications, clock);
            http = role.answersRequests()
                    ? Optional.of(startHttp(settings, new NotificationApi(service, runtime.queues())))
                    : Optional.empty();
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /** Starts a server that does {@link Role#ALL all}. */
    static ExampleServer start(Settings settings) throws IOException {
        return start(settings, Role.ALL);
    }

    /**
     * Starts a server.
     *
     * @throws IOException if the HTTP port cannot be had
     * @throws DatabaseException if the database cannot be opened
     */
    static ExampleServer start(Settings settings, Role role) throws IOException {
        return new ExampleServer(settings, role);
    }

    private Optional<EmbeddedMailServer> startMailServer(Settings settings) {
        if (settings.mailServer() != null) {
            return Optional.empty();
        }
        EmbeddedMailServer server = EmbeddedMailServer.start();
        stops.push(server::close);
        return Optional.of(server);
    }

    /** Sends emails through a mail server. */
    static Mailer mailer(MailServer server) {
        return MailerBuilder.withSMTPServer(server.host(), server.port(), server.user(), server.password())
                .withTransportStrategy(transport(server))
                .withSessionTimeout(MAIL_TIMEOUT_MILLIS)
                .buildMailer();
    }

    private static TransportStrategy transport(MailServer server) {
        if (server.port() == SMTP_OVER_TLS_PORT) {
            return TransportStrategy.SMTPS;
        }
        return server.user() == null ? TransportStrategy.SMTP : TransportStrategy.SMTP_TLS;
    }

    private QueueRuntime startQueues(Database database, NotificationJobs jobs, Role role) {
        RuntimeBuilder builder = QueueRuntime.builder().store(database.jobs());
        if (role.runsJobs()) {
            builder.handle(NotificationsQueue.with(jobs));
        }
        QueueRuntime runtime = builder.start();
        stops.push(runtime::close);
        return runtime;
    }

    private HttpServer startHttp(Settings settings, NotificationApi api) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.httpPort());
        HttpServer server = bind(address);
        ExecutorService threads = Executors.newFixedThreadPool(HTTP_THREADS);
        server.setExecutor(threads);
        server.createContext("/", api);
        server.start();
        stops.push(() -> {
            server.stop(1); // waits at most a second for requests that are being answered
            threads.shutdown();
        });
        return server;
    }

    private static HttpServer bind(InetSocketAddress address) throws IOException {
        try {
            return HttpServer.create(address, 0);
        } catch (BindException taken) {
            throw new IOException("HTTP_PORT " + address.getPort() + " cannot be had: " + taken.getMessage(), taken);
        }
    }

    /**
     * Where the HTTP interface is.
     *
     * @throws java.util.NoSuchElementException if this server answers no requests
     */
    URI address() {
        InetSocketAddress address = http.orElseThrow().getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    /** The embedded mail server, unless the settings name another. */
    Optional<EmbeddedMailServer> embeddedMailServer() {
        return embeddedMailServer;
    }

    /** Takes no more requests, waits for what is being done, and stops. Jobs that are left wait for the next start. */
    @Override
    public void close() {
        while (!stops.isEmpty()) {
            stops.pop().run();
        }
    }
}
