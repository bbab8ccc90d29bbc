package dev.typedqueue.reliability.arena;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The way to a server: it can be slow, be cut, swallow all without a word, and lose answers. */
public final class FaultyNetwork implements AutoCloseable {

    private final String host;
    private final int port;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private volatile int delay;
    private volatile boolean silent;

    FaultyNetwork(String host, int port) throws IOException {
        this.host = host;
        this.port = port;
        this.listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on all takes so many milliseconds longer, either way. */
    public void delay(int milliseconds) {
        delay = milliseconds;
    }

    /** Ends all connections. */
    public void cut() throws IOException {
        for (Socket each : sockets) {
            each.close();
        }
    }

    /** From now on connections stay open and nothing gets through, either way. */
    public void fallSilent() {
        silent = true;
    }

    /** New connections work again. Those that were silent stay so. */
    public void heal() {
        silent = false;
        delay = 0;
    }

    /**
     * The server will do what it is asked so many times more, and the client sees the connection end instead of an
     * answer. Mostly that is the answer to a commit: a statement of the store's own is a transaction by itself.
     */
    public void loseAnswers(int count) {
        answersToLose.set(count);
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server;
            try {
                server = new Socket(host, port);
            } catch (IOException e) {
                client.close(); // as a server that is down
                continue;
            }
            sockets.add(client);
            sockets.add(server);
            Link link = new Link(client, server);
            daemon(() -> link.pass(client, server, true));
            daemon(() -> link.pass(server, client, false));
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

        void pass(Socket from, Socket to, boolean up) throws IOException {
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
                    if (up && answersToLose.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                        losesAnswer = true;
                    } else if (!up && losesAnswer) {
                        return;
                    }
                    slowDown();
                    out.write(buffer, 0, length);
                }
            } finally {
                sockets.remove(client);
                sockets.remove(server);
            }
        }

        private void slowDown() {
            int milliseconds = delay;
            if (milliseconds > 0) {
                try {
                    TimeUnit.MILLISECONDS.sleep(milliseconds);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
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
        cut();
    }

    /** What a thread does until a connection ends. */
    @FunctionalInterface
    private interface Task {
        void run() throws IOException;
    }
}
