package dev.typedqueue.store.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The way to a server, which can be slow, lose an answer, or swallow all that is sent without a word. */
final class FaultyNetwork implements AutoCloseable {

    private final String host;
    private final int port;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicReference<byte @Nullable []> answerToLose = new AtomicReference<>();
    private volatile boolean silent;
    private volatile Duration delay = Duration.ZERO;

    FaultyNetwork(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The server will commit once more, and the client sees the connection end. */
    void loseTheAnswerToTheNextCommit() {
        loseTheAnswerTo("COMMIT\0");
    }

    /** The server will do what a message asks for that has this text in it, and the client sees the connection end. */
    void loseTheAnswerTo(String text) {
        answerToLose.set(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    boolean hasLostTheAnswer() {
        return answerToLose.get() == null;
    }

    /** From now on all takes so much longer, either way. */
    void slowDown(Duration delay) {
        this.delay = delay;
    }

    /** From now on connections stay open and nothing gets through, either way. */
    void fallSilent() {
        silent = true;
    }

    /** New connections work again. Those that were silent stay so. */
    void heal() {
        silent = false;
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(host, port);
            sockets.add(client);
            sockets.add(server);
            Link link = new Link(client, server);
            daemon(link::upstream);
            daemon(link::downstream);
        }
    }

    /** One connection. Once silent, it stays so. */
    private final class Link {

        private final Socket client;
        private final Socket server;
        private volatile boolean losesAnswer;
        private volatile boolean dead;

        Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void upstream() throws IOException {
            pass(client, server, true);
        }

        void downstream() throws IOException {
            pass(server, client, false);
        }

        private void pass(Socket from, Socket to, boolean up) throws IOException {
            byte[] buffer = new byte[64 * 1024];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                    dead |= silent;
                    if (dead) {
                        continue;
                    }
                    byte[] text = answerToLose.get();
                    if (up
                            && text != null
                            && contains(buffer, length, text)
                            && answerToLose.compareAndSet(text, null)) {
                        losesAnswer = true;
                    } else if (!up && losesAnswer) {
                        return;
                    }
                    // What was sent later waits too: a network keeps the order.
                    LockSupport.parkNanos(delay.toNanos());
                    out.write(buffer, 0, length);
                }
            }
        }
    }

    private static boolean contains(byte[] buffer, int length, byte[] text) {
        for (int i = 0; i + text.length <= length; i++) {
            if (Arrays.equals(buffer, i, i + text.length, text, 0, text.length)) {
                return true;
            }
        }
        return false;
    }

    private static void daemon(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // One end has closed: so is the other.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket each : sockets) {
            each.close();
        }
    }

    /** What a thread does until a connection ends. */
    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }
}
